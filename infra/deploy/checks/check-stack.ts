import type { DeployedStack } from '../read-stack.ts';
import type { Finding } from './finding.ts';

/** Is the last deploy through? After a rollback the bot works as it did before. */
export function checkStack({ name, status }: DeployedStack): Finding {
  const part = `stack ${name}`;
  if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE')
    return { level: 'OK', part, says: status };
  if (status === 'UPDATE_ROLLBACK_COMPLETE') {
    const todo = 'Read its events in the CloudFormation console, then deploy again.';
    return { level: 'WARN', part, says: 'the last deploy was rolled back', todo };
  }
  const todo = status.endsWith('_IN_PROGRESS')
    ? 'Wait until it is through.'
    : 'Read its events in the CloudFormation console, then deploy again.';
  return { level: 'FAIL', part, says: status, todo };
}
