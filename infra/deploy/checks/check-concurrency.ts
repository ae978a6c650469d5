import { GetAccountSettingsCommand, GetEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import type { Clients } from '../create-clients.ts';
import type { DeployedStack } from '../read-stack.ts';
import type { Finding } from './finding.ts';
import { ofType } from './of-type.ts';

/** What the front door and everything else in the account should have besides the bot's queues. */
const spare = 10;

/** May enough functions run at a time for the front door to answer while both queues are busy? A new account may have 10 in all. */
export async function checkConcurrency({ lambda }: Clients, stack: DeployedStack): Promise<Finding> {
  const mappings = await Promise.all(
    ofType(stack, 'AWS::Lambda::EventSourceMapping').map((UUID) =>
      lambda.send(new GetEventSourceMappingCommand({ UUID })),
    ),
  );
  const queues = mappings.reduce(
    (sum, { ScalingConfig }) => sum + (ScalingConfig?.MaximumConcurrency ?? 0),
    0,
  );
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.UnreservedConcurrentExecutions ?? AccountLimit?.ConcurrentExecutions ?? 0;
  const part = 'concurrency';
  if (limit >= queues + spare) return { level: 'OK', part, says: `${limit} functions may run at a time` };
  return {
    level: 'WARN',
    part,
    says: `only ${limit} functions may run at a time in this account, of which the bot's queues can take ${queues}`,
    todo: 'Ask for more: Service Quotas, AWS Lambda, Concurrent executions.',
  };
}
