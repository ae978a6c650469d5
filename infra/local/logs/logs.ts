import * as logs from '@aws-sdk/client-cloudwatch-logs';
import type { AwsService } from '../aws/protocols.ts';
import { byModel, type Constraints, type RequestModel } from '../aws/request-model.ts';
import { validationError } from '../aws/violations.ts';
import type { AwsPlace } from '../aws/wire.ts';
import { actions } from './actions.ts';
import type { LogStream, LogsWorld } from './streams.ts';

/** CloudWatch Logs in memory, read-only: only the local tasks write to it. */
export function createLogs(place: AwsPlace) {
  const world: LogsWorld = { ...place, groups: new Map() };
  return {
    service: {
      name: 'logs',
      targetPrefix: 'Logs_20140328',
      jsonVersion: '1.1',
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
