import { ConflictException, CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';

/** EventBridge Scheduler, and where its jobs are delivered. */
export interface JobScheduler {
  readonly client: SchedulerClient;
  /** ARN of the FIFO commands queue; it must have content-based deduplication, since Scheduler sends no deduplication id. */
  readonly queueArn: string;
  /** The role that Scheduler assumes to send; creating a schedule needs `iam:PassRole` on it. */
  readonly roleArn: string;
  /** ARN of the standard queue for jobs that could not be sent: Scheduler accepts no FIFO queue for these. */
  readonly deadLettersArn: string;
  readonly now: () => number;
}

/** A message for the commands queue, at a future time. */
interface ScheduledJob {
  /** Its name among the account's schedules, 1 to 64 of `[0-9A-Za-z-_.]`: two calls with one name are one job. */
  readonly name: string;
  /** Epoch milliseconds. Scheduler sends within the minute that follows, so people are shown the minute, not the second. */
  readonly at: number;
  /** The message's body, as JSON. */
  readonly job: unknown;
  /** The queue's message group. */
  readonly group: string;
}

/** Scheduler refuses a past time, and a retried job may be late: then it is sent this much later. */
const soonestMs = 5000;

/** How long Scheduler tries to send a job before it goes to the dead-letter queue. */
const retryPolicy = { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 };

/**
 * `aws scheduler create-schedule --group-name default --name … --schedule-expression "at(…)" --flexible-time-window Mode=OFF
 * --action-after-completion DELETE --target …`.
 *
 * A name that is taken is success. But a name is free again once its job was sent, so a job must tolerate being sent twice.
 * @throws ValidationException, ServiceQuotaExceededException; ThrottlingException and 5xx may be retried
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

/** `at(2026-11-23T11:01:05)`, in UTC: the first whole second not before `at` (epoch milliseconds). */
function atExpression(at: number): string {
  return `at(${new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, 19)})`;
}
