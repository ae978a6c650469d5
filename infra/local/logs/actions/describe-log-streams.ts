import type { DescribeLogStreamsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { ServiceError } from '../../aws/service-error.ts';
import { findGroup } from '../find-group.ts';
import { readOffset } from '../group-request.ts';
import type { LogsWorld } from '../logs-world.ts';

/** `aws logs describe-log-streams --log-group-name … [--order-by LastEventTime --descending]` */
export function describeLogStreams(world: LogsWorld, asked: DescribeLogStreamsRequest) {
  const { logStreamNamePrefix = '', orderBy, descending = false, limit = 50, nextToken } = asked;
  const from = readOffset(nextToken);
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
