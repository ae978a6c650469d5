import * as scheduler from '@aws-sdk/client-scheduler';
import type { RestService } from '../aws/protocols.ts';
import { byModel, type Constraints, type RequestModel } from '../aws/request-model.ts';
import { validationError } from '../aws/wire.ts';
import { actions } from './actions.ts';
import type { SchedulerWorld } from './schedules.ts';

export interface LocalScheduler {
  readonly service: RestService;
  /** Cancels all timers. */
  close(): void;
}

/**
 * EventBridge Scheduler for one-time schedules that send to SQS, all in the group `default`. It sends in the second that the schedule names (AWS:
 * within the following minute). Whether the role may be passed, or may send, is not checked.
 */
export function createScheduler(options: Omit<SchedulerWorld, 'schedules' | 'timers'>): LocalScheduler {
  const world: SchedulerWorld = { ...options, schedules: new Map(), timers: new Map() };
  const group = { groupName: 'GroupName' };
  return {
    service: {
      name: 'scheduler',
      routes: [
        { method: 'POST', path: '/schedules/{Name}', action: 'CreateSchedule' },
        { method: 'GET', path: '/schedules/{Name}', action: 'GetSchedule', query: group },
        { method: 'DELETE', path: '/schedules/{Name}', action: 'DeleteSchedule', query: group },
        {
          method: 'GET',
          path: '/schedules',
          action: 'ListSchedules',
          query: {
            ScheduleGroup: 'GroupName',
            NamePrefix: 'NamePrefix',
            State: 'State',
            MaxResults: 'MaxResults',
            NextToken: 'NextToken',
          },
        },
      ],
      actions: byModel(schedulerModel, actions, () => world),
    },
    close() {
      for (const cancel of world.timers.values()) cancel();
      world.timers.clear();
      world.schedules.clear();
    },
  };
}

const name = { min: 1, max: 64, pattern: '^[0-9a-zA-Z-_.]+$' };

/** Constraints from the API's model for the actions supported here, beside the bounds of other targets than a queue (as of 2026-07). */
const constraints = {
  'AwsVpcConfiguration.AssignPublicIp': { enum: 'AssignPublicIp' },
  'CreateScheduleInput.ActionAfterCompletion': { enum: 'ActionAfterCompletion' },
  ClientToken: { min: 1, max: 64, pattern: '^[a-zA-Z0-9-_]+$' },
  'CreateScheduleInput.Description': { min: 0, max: 512 },
  'CreateScheduleInput.Name': name,
  'DeleteScheduleInput.Name': name,
  'GetScheduleInput.Name': name,
  GroupName: name,
  'CreateScheduleInput.KmsKeyArn': {
    min: 1,
    max: 2048,
    pattern: '^arn:aws(-[a-z]+)?:kms:[a-z0-9\\-]+:\\d{12}:(key|alias)\\/[0-9a-zA-Z-_]*$',
  },
  'CreateScheduleInput.ScheduleExpression': { min: 1, max: 256 },
  'CreateScheduleInput.ScheduleExpressionTimezone': { min: 1, max: 50 },
  State: { enum: 'ScheduleState' },
  'DeadLetterConfig.Arn': {
    min: 1,
    max: 1600,
    pattern: '^arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+$',
  },
  'EcsParameters.LaunchType': { enum: 'LaunchType' },
  'EcsParameters.PropagateTags': { enum: 'PropagateTags' },
  'FlexibleTimeWindow.MaximumWindowInMinutes': { min: 1, max: 1440 },
  'FlexibleTimeWindow.Mode': { enum: 'FlexibleTimeWindowMode' },
  'ListSchedulesInput.MaxResults': { min: 1, max: 100 },
  NamePrefix: name,
  'ListSchedulesInput.NextToken': { min: 1, max: 2048 },
  'PlacementConstraint.type': { enum: 'PlacementConstraintType' },
  'PlacementStrategy.type': { enum: 'PlacementStrategyType' },
  'RetryPolicy.MaximumEventAgeInSeconds': { min: 60, max: 86400 },
  'RetryPolicy.MaximumRetryAttempts': { min: 0, max: 185 },
  'SqsParameters.MessageGroupId': { min: 1, max: 128 },
  'Target.Arn': { min: 1, max: 1600 },
  'Target.Input': { min: 1 },
  'Target.RoleArn': { min: 1, max: 1600, pattern: '^arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+$' },
} satisfies Constraints;

export const schedulerModel: RequestModel = {
  sdk: scheduler,
  constraints,
  refuse: validationError('ValidationException'),
};
