import type { FilterLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { ServiceError } from '../../aws/service-error.ts';
import { findGroup } from '../find-group.ts';
import { readOffset } from '../group-request.ts';
import type { LogsWorld } from '../logs-world.ts';
import { matchesFilter } from '../matches-filter.ts';

/** `aws logs filter-log-events --log-group-name … [--filter-pattern …]`, of all its streams by time; `aws logs tail` asks this. */
export function filterLogEvents(world: LogsWorld, asked: FilterLogEventsRequest) {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000, filterPattern = '' } = asked;
  if (asked.logStreamNames !== undefined && asked.logStreamNamePrefix !== undefined) {
    const message = 'logStreamNames and logStreamNamePrefix may not be given together.';
    throw new ServiceError('InvalidParameterException', message);
  }
  if (matchesFilter(filterPattern, '') === undefined) {
    const message = 'The local CloudWatch Logs knows filter patterns of plain terms only.';
    throw new ServiceError('InvalidParameterException', message);
  }
  const from = readOffset(asked.nextToken);
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
  const to = from + limit;
  return {
    events: events.slice(from, to),
    searchedLogStreams: [],
    ...(to < events.length && { nextToken: String(to) }),
  };
}

/** The same event has the same id in every answer: a tail knows by it what it has shown. */
function eventId(stream: string, at: number, index: number): string {
  let hash = 0;
  for (const character of stream) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007;
  return `${at}${String(hash).padStart(10, '0')}${String(index).padStart(8, '0')}`;
}
