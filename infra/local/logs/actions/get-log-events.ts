import type { GetLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { ServiceError } from '../../aws/service-error.ts';
import { findGroup } from '../find-group.ts';
import type { LogsWorld } from '../logs-world.ts';

/**
 * `aws logs get-log-events --log-group-name … --log-stream-name …`: the last `limit` events, or the first with
 * `startFromHead`. Both tokens always come; at an end the answer repeats the token that was given, as the real one does.
 */
export function getLogEvents(world: LogsWorld, asked: GetLogEventsRequest) {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000 } = asked;
  const { logStreamName = '', startFromHead = false, nextToken } = asked;
  const stream = findGroup(world, asked).get(logStreamName);
  if (stream === undefined) {
    throw new ServiceError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  const lines = stream.lines().filter(({ at }) => at >= startTime && at < endTime);
  const [from, to] = span(lines.length, limit, startFromHead, nextToken);
  return {
    events: lines.slice(from, to).map(({ at, message }) => ({ timestamp: at, message, ingestionTime: at })),
    nextForwardToken: `f/${to}`,
    nextBackwardToken: `b/${from}`,
  };
}

function span(length: number, limit: number, fromHead: boolean, token: string | undefined): [number, number] {
  if (token === undefined) {
    return fromHead ? [0, Math.min(limit, length)] : [Math.max(0, length - limit), length];
  }
  const [, direction, place] = /^([fb])\/(\d+)$/.exec(token) ?? [];
  if (direction === undefined) {
    throw new ServiceError('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  const at = Math.min(Number(place), length);
  return direction === 'f' ? [at, Math.min(at + limit, length)] : [Math.max(0, at - limit), at];
}
