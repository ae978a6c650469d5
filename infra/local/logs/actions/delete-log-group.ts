import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { findGroup } from '../find-group.ts';
import type { LogsWorld } from '../logs-world.ts';

/** `aws logs delete-log-group --log-group-name …`, with all that is in it. */
export function deleteLogGroup(world: LogsWorld, input: DeleteLogGroupRequest) {
  const { logGroupName = '' } = input;
  findGroup(world, { logGroupName });
  world.groups.delete(logGroupName);
  return {};
}
