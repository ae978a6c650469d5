import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import { findGroup } from '../find-group.ts';
import type { LogsWorld } from '../logs-world.ts';

const request = z.object({
  logGroupName: z.string().min(1).max(512).optional(),
  logGroupIdentifier: z.string().min(1).max(2048).optional(),
  logStreamNamePrefix: z.string().min(1).max(512).optional(),
  orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
  descending: z.boolean().default(false),
  limit: z.number().int().min(1).max(50).default(50),
  nextToken: z.string().optional(),
});

/** `aws logs describe-log-streams --log-group-name … [--order-by LastEventTime --descending]` */
export function describeLogStreams(world: LogsWorld, input: Record<string, unknown>) {
  const asked = parseInput(request, input);
  const { logStreamNamePrefix = '', orderBy, descending, limit, nextToken = '0' } = asked;
  if (orderBy === 'LastEventTime' && asked.logStreamNamePrefix !== undefined) {
    const message = 'Cannot order by LastEventTime with a logStreamNamePrefix.';
    throw new ServiceError('InvalidParameterException', message);
  }
  const sign = descending ? -1 : 1;
  const streams = [...findGroup(world, asked).values()]
    .filter(({ name }) => name.startsWith(logStreamNamePrefix))
    .map(({ group, name, createdAt, lines }) => ({
      group,
      name,
      createdAt,
      times: lines().map(({ at }) => at),
    }))
    .sort((one, other) => {
      const byTime = orderBy === 'LastEventTime' ? (one.times.at(-1) ?? 0) - (other.times.at(-1) ?? 0) : 0;
      return sign * (byTime || (one.name < other.name ? -1 : 1));
    });
  const from = Number(nextToken);
  return {
    logStreams: streams.slice(from, from + limit).map(({ group, name, createdAt, times }) => ({
      logStreamName: name,
      arn: `arn:aws:logs:${world.region}:${world.accountId}:log-group:${group}:log-stream:${name}`,
      creationTime: createdAt,
      storedBytes: 0,
      ...(times.length > 0 && {
        firstEventTimestamp: times[0],
        lastEventTimestamp: times.at(-1),
        lastIngestionTime: times.at(-1),
      }),
    })),
    ...(from + limit < streams.length && { nextToken: String(from + limit) }),
  };
}
