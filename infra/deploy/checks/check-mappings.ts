import { GetEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import type { Clients } from '../create-clients.ts';
import type { DeployedStack } from '../read-stack.ts';
import type { Finding } from './finding.ts';
import { ofType } from './of-type.ts';

/** Does Lambda poll the queues? */
export async function checkMappings({ lambda }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::Lambda::EventSourceMapping').map(async (UUID): Promise<Finding> => {
    const {
      State,
      EventSourceArn = '',
      FunctionArn = '',
    } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    const part = `mapping ${EventSourceArn.split(':').at(-1)} → ${FunctionArn.split(':').at(-1)}`;
    if (State === 'Enabled') return { level: 'OK', part, says: 'enabled' };
    const todo =
      State === 'Disabled'
        ? 'Enable it: Lambda console, the function, Configuration, Triggers.'
        : 'Verify again in a minute.';
    return { level: State === 'Disabled' ? 'FAIL' : 'WARN', part, says: String(State), todo };
  });
  return Promise.all(findings);
}
