import { createHash } from 'node:crypto';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { takePage } from '../aws/paging.ts';
import type { AwsService } from '../aws/protocols.ts';
import { type Actions, byModel, type Constraints, type RequestModel } from '../aws/request-model.ts';
import { type AwsPlace, ServiceError, validationError } from '../aws/wire.ts';
import { findGroup, invalid, type LogStream, type LogsWorld, matchesFilter } from './streams.ts';

/** CloudWatch Logs in memory, read-only: only the local tasks write to it. */
export function createLogs(place: AwsPlace) {
  const world: LogsWorld = { ...place, groups: new Map() };
  return {
    service: {
      name: 'logs',
      targetPrefix: 'Logs_20140328',
      actions: byModel(logsModel, actions, () => world),
    } satisfies AwsService,
    /** Adds a stream; its group appears with the first stream, as if it had been created before. */
    add(stream: LogStream): void {
      const group = world.groups.get(stream.group) ?? new Map<string, LogStream>();
      world.groups.set(stream.group, group.set(stream.name, stream));
    },
    /** Removes a group and everything in it, if it exists. */
    remove(group: string): void {
      world.groups.delete(group);
    },
  };
}

/** Constraints from the API's model for the actions supported here (as of 2026-07). */
const constraints = {
  logGroupName: { min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' },
  'DescribeLogGroupsRequest.accountIdentifiers': { min: 0, max: 20 },
  'DescribeLogGroupsRequest.accountIdentifiers[]': { min: 12, max: 12, pattern: '^\\d{12}$' },
  'DescribeLogGroupsRequest.limit': { min: 1, max: 50 },
  'DescribeLogGroupsRequest.logGroupClass': { enum: 'LogGroupClass' },
  'DescribeLogGroupsRequest.logGroupIdentifiers': { min: 1, max: 50 },
  'DescribeLogGroupsRequest.logGroupIdentifiers[]': { min: 1, max: 2048, pattern: '[\\w#+=/:,.@-]*' },
  'DescribeLogGroupsRequest.logGroupNamePattern': { min: 0, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]*' },
  'DescribeLogGroupsRequest.logGroupNamePrefix': { min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' },
  nextToken: { min: 1 },
  'DescribeLogStreamsRequest.limit': { min: 1, max: 50 },
  logGroupIdentifier: { min: 1, max: 2048, pattern: '[\\w#+=/:,.@-]*' },
  logStreamNamePrefix: { min: 1, max: 512, pattern: '[^:*]*' },
  'DescribeLogStreamsRequest.orderBy': { enum: 'OrderBy' },
  endTime: { min: 0, number: 'long' },
  'FilterLogEventsRequest.filterPattern': { min: 0, max: 1024 },
  'FilterLogEventsRequest.limit': { min: 1, max: 10000 },
  'FilterLogEventsRequest.logStreamNames': { min: 1, max: 100 },
  'FilterLogEventsRequest.logStreamNames[]': { min: 1, max: 512, pattern: '[^:*]*' },
  startTime: { min: 0, number: 'long' },
  'GetLogEventsRequest.limit': { min: 1, max: 10000 },
  'GetLogEventsRequest.logStreamName': { min: 1, max: 512, pattern: '[^:*]*' },
} satisfies Constraints;

export const logsModel: RequestModel = {
  sdk: logs,
  constraints,
  refuse: validationError('InvalidParameterException'),
};

const actions = {
  /** `aws logs delete-log-group --log-group-name …`, with all that is in it. */
  DeleteLogGroup(world, input) {
    const { logGroupName = '' } = input;
    findGroup(world, { logGroupName });
    world.groups.delete(logGroupName);
    return {};
  },

  /** `aws logs describe-log-groups [--log-group-name-prefix …]` */
  DescribeLogGroups(world, input) {
    const { logGroupNamePrefix = '', logGroupNamePattern = '', limit = 50, nextToken, ...others } = input;
    if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined) {
      throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    }
    const names = [...world.groups.keys()]
      .filter((name) => name.startsWith(logGroupNamePrefix))
      // The pattern is a substring of the name, in any case.
      .filter((name) => name.toLowerCase().includes(logGroupNamePattern.toLowerCase()))
      .sort();
    const page = takePage({
      asked: ['DescribeLogGroups', logGroupNamePrefix, logGroupNamePattern, others],
      items: names,
      keyOf: (name) => name,
      size: limit,
      token: nextToken,
      refuse: badToken,
    });
    return {
      logGroups: page.items.map((logGroupName) => {
        const created = [...(world.groups.get(logGroupName)?.values() ?? [])].map(
          ({ createdAt }) => createdAt,
        );
        const logGroupArn = `arn:aws:logs:${world.region}:${world.accountId}:log-group:${logGroupName}`;
        return {
          logGroupName,
          logGroupArn,
          arn: `${logGroupArn}:*`,
          creationTime: Math.min(...created),
          metricFilterCount: 0,
          storedBytes: 0,
          logGroupClass: 'STANDARD',
        };
      }),
      nextToken: page.token,
    };
  },

  /** `aws logs describe-log-streams --log-group-name … [--order-by LastEventTime --descending]` */
  DescribeLogStreams(world, asked) {
    const { logStreamNamePrefix = '', orderBy, descending = false, limit = 50, nextToken } = asked;
    if (orderBy === 'LastEventTime' && asked.logStreamNamePrefix !== undefined) {
      throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
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
    const { limit: _, nextToken: __, ...query } = asked;
    const page = takePage({
      items: streams,
      keyOf: ({ name }) => name,
      asked: ['DescribeLogStreams', query],
      size: limit,
      token: nextToken,
      refuse: badToken,
    });
    return {
      logStreams: page.items.map(({ group, name, createdAt, times }) => ({
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
      nextToken: page.token,
    };
  },

  /** `aws logs filter-log-events --log-group-name … [--filter-pattern …]`: events of all its streams by time; `aws logs tail` uses this. */
  FilterLogEvents(world, asked) {
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000, filterPattern = '' } = asked;
    if (asked.logStreamNames !== undefined && asked.logStreamNamePrefix !== undefined) {
      throw invalid('logStreamNames and logStreamNamePrefix may not be given together.');
    }
    if (matchesFilter(filterPattern, '') === undefined) {
      throw invalid('The local CloudWatch Logs knows filter patterns of plain terms only.');
    }
    const events = [...findGroup(world, asked).values()]
      .filter(({ name }) => asked.logStreamNames?.includes(name) ?? true)
      .filter(({ name }) => name.startsWith(asked.logStreamNamePrefix ?? ''))
      .flatMap((stream) =>
        stream.lines().map(({ at, message }, index) => ({
          logStreamName: stream.name,
          timestamp: at,
          message,
          ingestionTime: at,
          eventId: eventId(stream.name, at, index),
        })),
      )
      .filter(({ timestamp }) => timestamp >= startTime && timestamp <= endTime)
      .filter(({ message }) => matchesFilter(filterPattern, message))
      .sort((one, other) => one.timestamp - other.timestamp || (one.eventId < other.eventId ? -1 : 1));
    const { limit: _, nextToken, ...query } = asked;
    const page = takePage({
      items: events,
      keyOf: ({ eventId }) => eventId,
      asked: ['FilterLogEvents', query],
      size: limit,
      token: nextToken,
      refuse: badToken,
    });
    return {
      events: page.items,
      searchedLogStreams: [],
      nextToken: page.token,
    };
  },

  /**
   * `aws logs get-log-events --log-group-name … --log-stream-name …`: the last `limit` events, or the first with `startFromHead`. Both tokens are
   * always returned; at either end the request's own token is repeated, as on AWS.
   */
  GetLogEvents(world, asked) {
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000 } = asked;
    const { logStreamName = '', startFromHead = false, nextToken } = asked;
    const stream = findGroup(world, asked).get(logStreamName);
    if (stream === undefined) {
      throw new ServiceError('ResourceNotFoundException', 'The specified log stream does not exist.');
    }
    const lines = stream.lines().filter(({ at }) => at >= startTime && at < endTime);
    const of = createHash('sha256')
      .update(JSON.stringify([stream.group, stream.name]))
      .digest('base64url')
      .slice(0, 12);
    const [from, to] = span(of, lines.length, limit, startFromHead, nextToken);
    return {
      events: lines.slice(from, to).map(({ at, message }) => ({ timestamp: at, message, ingestionTime: at })),
      nextForwardToken: `f/${of}/${to}`,
      nextBackwardToken: `b/${of}/${from}`,
    };
  },
} satisfies Actions<typeof logs, LogsWorld>;

/** An event has the same id in every response: `tail` uses it to know what it has already shown. */
function eventId(stream: string, at: number, index: number): string {
  let hash = 0;
  for (const character of stream) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007;
  return `${at}${String(hash).padStart(10, '0')}${String(index).padStart(8, '0')}`;
}

/** The range of lines of a page; a token belongs to the stream `of` and is refused for any other. */
function span(
  of: string,
  length: number,
  limit: number,
  fromHead: boolean,
  token: string | undefined,
): [number, number] {
  if (token === undefined) {
    return fromHead ? [0, Math.min(limit, length)] : [Math.max(0, length - limit), length];
  }
  const [, direction, stream, place] = /^([fb])\/([\w-]{12})\/(\d+)$/.exec(token) ?? [];
  if (direction === undefined || stream !== of) throw badToken();
  const at = Math.min(Number(place), length);
  return direction === 'f' ? [at, Math.min(at + limit, length)] : [Math.max(0, at - limit), at];
}

function badToken(): ServiceError {
  return invalid('The specified nextToken is invalid.');
}
