import { ConflictException, CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { atExpression } from './at-expression.ts';
import type { JobScheduler } from './job-scheduler.ts';

/** A message for the commands queue, at a time to come. */
export interface ScheduledJob {
  /** Its name among the account's schedules, 1 to 64 of `[0-9A-Za-z-_.]`: two calls with one name are one job. */
  readonly name: string;
  /** Epoch milliseconds. Scheduler sends within the minute that follows, so a person is told the minute, not the second. */
  readonly at: number;
  /** The message's body, as JSON. */
  readonly job: unknown;
  /** The queue's message group. */
  readonly group: string;
}

/** Scheduler refuses a time that has passed, and a job that is tried again may come late: then it is sent this much later. */
const soonestMs = 5000;

/** How long Scheduler tries to send a job before it goes to the dead letters. */
const retryPolicy = { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 };

/**
 * `aws scheduler create-schedule --group-name default --name … --schedule-expression "at(…)" --flexible-time-window Mode=OFF
 * --action-after-completion DELETE --target …`.
 *
 * A name that is taken is success. But a name is free again once its job was sent: what is sent must bear being sent twice.
 * @throws ValidationException, ServiceQuotaExceededException; ThrottlingException and 5xx may be tried again
 */
export async function scheduleJob(
  scheduler: JobScheduler,
  { name, at, job, group }: ScheduledJob,
): Promise<void> {
  const { client, queueArn, roleArn, deadLettersArn, now } = scheduler;
  try {
    await client.send(
      new CreateScheduleCommand({
        GroupName: 'default',
        Name: name,
        ScheduleExpression: atExpression(Math.max(at, now() + soonestMs)),
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: queueArn,
          RoleArn: roleArn,
          Input: JSON.stringify(job),
          SqsParameters: { MessageGroupId: group },
          RetryPolicy: retryPolicy,
          DeadLetterConfig: { Arn: deadLettersArn },
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
  }
}
