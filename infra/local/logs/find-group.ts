import { ServiceError } from '../aws/service-error.ts';
import type { LogStream } from './log-stream.ts';
import type { LogsWorld } from './logs-world.ts';

/** The group's streams, asked for by its name or its ARN. */
export function findGroup(
  { groups }: LogsWorld,
  given: { readonly logGroupName?: string | undefined; readonly logGroupIdentifier?: string | undefined },
): ReadonlyMap<string, LogStream> {
  const { logGroupName, logGroupIdentifier } = given;
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    const message = 'Exactly one of logGroupName and logGroupIdentifier must be given.';
    throw new ServiceError('InvalidParameterException', message);
  }
  const name = logGroupName ?? logGroupIdentifier?.replace(/^arn:[^:]+:logs:[^:]*:\d*:log-group:/, '') ?? '';
  const group = groups.get(name);
  if (group === undefined) {
    throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  return group;
}
