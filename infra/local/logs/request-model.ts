import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { type Constraints, type RequestModel, validationError } from '../aws/request-model.ts';

/** What the API's model holds of the actions served here (of 2026-07). */
const constraints = {
  'DeleteLogGroupRequest.logGroupName': { min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' },
  'DescribeLogGroupsRequest.accountIdentifiers': { min: 0, max: 20 },
  'DescribeLogGroupsRequest.accountIdentifiers[]': { min: 12, max: 12, pattern: '^\\d{12}$' },
  'DescribeLogGroupsRequest.limit': { min: 1, max: 50 },
  'DescribeLogGroupsRequest.logGroupClass': { enum: 'LogGroupClass' },
  'DescribeLogGroupsRequest.logGroupIdentifiers': { min: 1, max: 50 },
  'DescribeLogGroupsRequest.logGroupIdentifiers[]': { min: 1, max: 2048, pattern: '[\\w#+=/:,.@-]*' },
  'DescribeLogGroupsRequest.logGroupNamePattern': { min: 0, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]*' },
  'DescribeLogGroupsRequest.logGroupNamePrefix': { min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' },
  'DescribeLogGroupsRequest.nextToken': { min: 1 },
  'DescribeLogStreamsRequest.limit': { min: 1, max: 50 },
  'DescribeLogStreamsRequest.logGroupIdentifier': { min: 1, max: 2048, pattern: '[\\w#+=/:,.@-]*' },
  'DescribeLogStreamsRequest.logGroupName': { min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' },
  'DescribeLogStreamsRequest.logStreamNamePrefix': { min: 1, max: 512, pattern: '[^:*]*' },
  'DescribeLogStreamsRequest.nextToken': { min: 1 },
  'DescribeLogStreamsRequest.orderBy': { enum: 'OrderBy' },
  'FilterLogEventsRequest.endTime': { min: 0, number: 'long' },
  'FilterLogEventsRequest.filterPattern': { min: 0, max: 1024 },
  'FilterLogEventsRequest.limit': { min: 1, max: 10000 },
  'FilterLogEventsRequest.logGroupIdentifier': { min: 1, max: 2048, pattern: '[\\w#+=/:,.@-]*' },
  'FilterLogEventsRequest.logGroupName': { min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' },
  'FilterLogEventsRequest.logStreamNamePrefix': { min: 1, max: 512, pattern: '[^:*]*' },
  'FilterLogEventsRequest.logStreamNames': { min: 1, max: 100 },
  'FilterLogEventsRequest.logStreamNames[]': { min: 1, max: 512, pattern: '[^:*]*' },
  'FilterLogEventsRequest.nextToken': { min: 1 },
  'FilterLogEventsRequest.startTime': { min: 0, number: 'long' },
  'GetLogEventsRequest.endTime': { min: 0, number: 'long' },
  'GetLogEventsRequest.limit': { min: 1, max: 10000 },
  'GetLogEventsRequest.logGroupIdentifier': { min: 1, max: 2048, pattern: '[\\w#+=/:,.@-]*' },
  'GetLogEventsRequest.logGroupName': { min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' },
  'GetLogEventsRequest.logStreamName': { min: 1, max: 512, pattern: '[^:*]*' },
  'GetLogEventsRequest.nextToken': { min: 1 },
  'GetLogEventsRequest.startTime': { min: 0, number: 'long' },
} satisfies Constraints;

/** Requests of CloudWatch Logs. */
export const logsModel: RequestModel = {
  sdk: logs,
  constraints,
  refuse: validationError('InvalidParameterException'),
};
