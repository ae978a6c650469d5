import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Clients } from '../create-clients.ts';
import type { DeployedStack } from '../read-stack.ts';
import type { Finding } from './finding.ts';
import { ofType } from './of-type.ts';

/** Settings without which a function does less than it could. */
const wanted: Readonly<Record<string, string>> = {
  DEFAULT_CHANNEL: 'what nobody asked for is told nowhere',
};

/** Is each function active, and set up as it should be? */
export async function checkFunctions({ lambda }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::Lambda::Function').map(async (FunctionName): Promise<Finding> => {
    const part = `function ${FunctionName}`;
    const { State, LastUpdateStatus, Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    if (State === 'Failed' || LastUpdateStatus === 'Failed') {
      const says = `state ${State}, last update ${LastUpdateStatus}`;
      return { level: 'FAIL', part, says, todo: 'Deploy again.' };
    }
    if (State === 'Pending' || LastUpdateStatus === 'InProgress') {
      return { level: 'WARN', part, says: 'still being updated', todo: 'Verify again in a minute.' };
    }
    const missing = Object.entries(wanted).find(([name]) => Environment?.Variables?.[name] === '');
    if (missing) {
      const option = `--${missing[0].toLowerCase().replaceAll('_', '-')}`;
      return { level: 'WARN', part, says: missing[1], todo: `Deploy again with ${option}.` };
    }
    return { level: 'OK', part, says: State === 'Inactive' ? 'idle for long, wakes by itself' : 'active' };
  });
  return Promise.all(findings);
}
