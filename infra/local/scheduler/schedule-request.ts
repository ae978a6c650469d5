import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';

/** A CreateSchedule with the defaults of the API reference in the place of what was left out. */
export function withDefaults({ Target, ...input }: CreateScheduleInput) {
  const { Name = '', GroupName = 'default', ScheduleExpression = '', FlexibleTimeWindow, ...rest } = input;
  const { ScheduleExpressionTimezone = 'UTC', State = 'ENABLED', ActionAfterCompletion = 'NONE' } = rest;
  const { Arn = '', RetryPolicy } = Target ?? {};
  const { MaximumEventAgeInSeconds = 86_400, MaximumRetryAttempts = 185 } = RetryPolicy ?? {};
  return {
    ...rest,
    ...{ Name, GroupName, ScheduleExpression, FlexibleTimeWindow },
    ...{ ScheduleExpressionTimezone, State, ActionAfterCompletion },
    Target: { ...Target, Arn, RetryPolicy: { MaximumEventAgeInSeconds, MaximumRetryAttempts } },
  };
}
