import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import type { HandsOnClients } from '../create-hands-on-clients.ts';
import { names } from '../names.ts';
import type { Found } from './found.ts';
import { monthlyCost } from './monthly-cost.ts';

/** Log groups of tasks whose names begin like ours. Only the stack's own is surely ours. */
export async function findLogGroups({ logs: client }: Pick<HandsOnClients, 'logs'>): Promise<Found[]> {
  const found: Found[] = [];
  for (const logGroupNamePrefix of ['/ecs/hands-on', '/ecs/hello-world']) {
    for await (const page of paginateDescribeLogGroups({ client }, { logGroupNamePrefix })) {
      for (const { logGroupName: name = '', storedBytes = 0 } of page.logGroups ?? []) {
        found.push({ name, isOurs: name === names.logGroup, monthly: monthlyCost.logs(storedBytes) });
      }
    }
  }
  return found;
}
