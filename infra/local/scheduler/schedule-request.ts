import { z } from 'zod';

/** A schedule's name, and that of its group. */
export const name = z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/);

/** The members of CreateSchedule, with the limits of the real API. Those of other targets than SQS are not known here. */
export const scheduleRequest = z.object({
  Name: name,
  GroupName: name.default('default'),
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).default('UTC'),
  Description: z.string().max(512).optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  FlexibleTimeWindow: z.object({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: z.number().int().min(1).max(1440).optional(),
  }),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  ClientToken: z
    .string()
    .regex(/^[a-zA-Z0-9-_]{1,64}$/)
    .optional(),
  Target: z.object({
    Arn: z.string().min(1).max(1600),
    RoleArn: z.string().regex(/^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@/-]+$/),
    Input: z.string().min(1).optional(),
    SqsParameters: z.object({ MessageGroupId: z.string().min(1).max(128).optional() }).optional(),
    RetryPolicy: z
      .object({
        MaximumEventAgeInSeconds: z.number().int().min(60).max(86_400).default(86_400),
        MaximumRetryAttempts: z.number().int().min(0).max(185).default(185),
      })
      .prefault({}),
    DeadLetterConfig: z
      .object({
        // The pattern has no dot: a FIFO queue can not be one.
        Arn: z.string().regex(/^arn:aws(-[a-z]+)?:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9-_]+$/),
      })
      .optional(),
  }),
});
