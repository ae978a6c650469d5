import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import { findGroup } from '../find-group.ts';
import { groupRequest } from '../group-request.ts';
import type { LogsWorld } from '../logs-world.ts';

const request = z.object({
  ...groupRequest,
  logStreamName: z.string().min(1).max(512),
  startFromHead: z.boolean().default(false),
  nextToken: z.string().optional(),
});

/**
 * `aws logs get-log-events --log-group-name … --log-stream-name …`: the last `limit` events, or the first with
 * `startFromHead`. Both tokens always come; at an end the answer repeats the token that was given, as the real one does.
 */
export function getLogEvents(world: LogsWorld, input: Record<string, unknown>) {
  const asked = parseInput(request, input);
  const stream = findGroup(world, asked).get(asked.logStreamName);
  if (stream === undefined) {
    throw new ServiceError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit, startFromHead, nextToken } = asked;
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
