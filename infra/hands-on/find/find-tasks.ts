import { DescribeTasksCommand, paginateListTasks } from '@aws-sdk/client-ecs';
import { collect } from '../../deploy/collect.ts';
import type { HandsOnClients } from '../create-hands-on-clients.ts';
import { findClusters } from './find-clusters.ts';
import type { Found } from './found.ts';
import { monthlyCost } from './monthly-cost.ts';

/** The tasks of the clusters that are found, until they have stopped: `hands-on/8f0e1d2c…`. */
export async function findTasks({ ecs: client }: Pick<HandsOnClients, 'ecs'>): Promise<Found[]> {
  const found: Found[] = [];
  for (const { name: cluster, isOurs } of await findClusters({ ecs: client })) {
    const arns = [];
    // Those that are stopping are listed as STOPPED.
    for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
      const pages = paginateListTasks({ client }, { cluster, desiredStatus });
      arns.push(...(await collect(pages, ({ taskArns }) => taskArns)));
    }
    for (let from = 0; from < arns.length; from += 100) {
      const tasks = arns.slice(from, from + 100);
      const answer = await client.send(new DescribeTasksCommand({ cluster, tasks }));
      for (const { taskArn = '', lastStatus, cpu, memory } of answer.tasks ?? []) {
        if (lastStatus === 'STOPPED') continue;
        const name = `${cluster}/${taskArn.split('/').at(-1)}`;
        found.push({ name, isOurs, monthly: monthlyCost.task(Number(cpu ?? 0), Number(memory ?? 0)) });
      }
    }
  }
  return found;
}
