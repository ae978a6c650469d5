import type { CreateScheduleInput, GetScheduleInput } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type AwsPlace, ServiceError } from '../aws/wire.ts';

/** A one-time schedule. */
interface Schedule {
  readonly arn: string;
  readonly request: ReturnType<typeof withDefaults>;
  /** When it fires, epoch milliseconds. */
  readonly at: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** A message to send to a queue. */
export interface QueuedMessage {
  readonly queueArn: string;
  readonly body: string;
  readonly groupId?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What every action depends on. */
export interface SchedulerWorld extends AwsPlace {
  /** `aws sqs send-message`; rejects with SQS's errors. */
  send(message: QueuedMessage): Promise<void>;
  /** By name, in order of creation. */
  readonly schedules: Map<string, Schedule>;
  /** Functions that cancel a schedule's timer, by its name. */
  readonly timers: Map<string, () => void>;
}

/** A CreateSchedule request with the API reference's defaults for what was left out. */
export function withDefaults({ Target, ...input }: CreateScheduleInput) {
  const { Name = '', GroupName = 'default', ScheduleExpression = '', FlexibleTimeWindow, ...rest } = input;
  const { ScheduleExpressionTimezone = 'UTC', State = 'ENABLED', ActionAfterCompletion = 'NONE' } = rest;
  const { Arn = '', RoleArn, RetryPolicy } = Target ?? {};
  const { MaximumEventAgeInSeconds = 86_400, MaximumRetryAttempts = 185 } = RetryPolicy ?? {};
  return {
    ...rest,
    Name,
    GroupName,
    ScheduleExpression,
    FlexibleTimeWindow,
    ScheduleExpressionTimezone,
    State,
    ActionAfterCompletion,
    Target: { ...Target, Arn, RoleArn, RetryPolicy: { MaximumEventAgeInSeconds, MaximumRetryAttempts } },
  };
}

/** The schedule that a request names. Refuses a missing one, and every group but `default`. */
export function findSchedule(world: SchedulerWorld, input: GetScheduleInput): Schedule {
  const { Name = '', GroupName = 'default' } = input;
  const schedule = GroupName === 'default' ? world.schedules.get(Name) : undefined;
  if (schedule === undefined) throw refusals.noSchedule(Name);
  return schedule;
}

/** EventBridge Scheduler's errors, with the HTTP status of each. */
export const refusals = {
  invalid: (message: string) => new ServiceError('ValidationException', message),
  noSchedule: (name: string) =>
    new ServiceError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404),
  noGroup: (name: string) =>
    new ServiceError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404),
  taken: (name: string) => new ServiceError('ConflictException', `Schedule ${name} already exists.`, 409),
};

/** The time of `at(2026-11-23T11:01:05)` in a time zone, epoch milliseconds. Refuses anything else. */
export function readAt(expression: string, timeZone: string): number {
  if (/^(?:rate|cron)\(/.test(expression)) {
    throw refusals.invalid(`The local EventBridge Scheduler knows at(…) only, and no ${expression}.`);
  }
  const text = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1] ?? '';
  const asUtc = Date.parse(`${text}Z`);
  // Date.parse accepts the 31st of every month; the real service does not.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 19) !== text) {
    throw refusals.invalid(`Invalid Schedule Expression ${expression}.`);
  }
  try {
    return zoneTime(asUtc, timeZone);
  } catch {
    throw refusals.invalid(`Invalid ScheduleExpressionTimezone ${timeZone}.`);
  }
}

/**
 * The time, in epoch milliseconds, at which clocks in a time zone show what `asUtc` shows in UTC. For an hour that the zone skips or repeats, a time
 * near it. Throws RangeError for an unknown zone.
 */
export function zoneTime(asUtc: number, timeZone: string): number {
  const first = asUtc - offset(asUtc, timeZone);
  // The offset was looked up at the time that UTC shows; closer to the real time it may differ.
  return asUtc - offset(first, timeZone);
}

/** How far a zone is ahead of UTC at a given time, milliseconds. */
function offset(at: number, timeZone: string): number {
  // Swedish dates have ISO 8601 format: `2026-11-23 11:01:05`.
  const options = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const;
  const shown = new Intl.DateTimeFormat('sv-SE', options).format(at);
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}

/** Sends as Scheduler does: without a deduplication id, so a FIFO queue needs content-based deduplication. */
export async function sendToQueue(
  sqs: SQSClient,
  queueUrl: (name: string) => string,
  { queueArn, body, groupId, attributes = {} }: QueuedMessage,
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl(queueArn.slice(queueArn.lastIndexOf(':') + 1)),
      MessageBody: body,
      MessageGroupId: groupId,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      ),
    }),
  );
}

/** The longest delay of a Node timer: about 24 days. */
const longestMs = 2 ** 31 - 1;

/** Sets the timer that fires a schedule. */
export function setTimer(world: SchedulerWorld, schedule: Schedule): void {
  const ms = schedule.at - world.clock.now();
  const cancel = world.clock.after(Math.min(Math.max(ms, 0), longestMs), () => {
    if (ms > longestMs) setTimer(world, schedule);
    else fireSchedule(world, schedule, 0);
  });
  world.timers.set(schedule.request.Name, cancel);
}

/** Sends a schedule's message, retries by its retry policy, and finally sends it to its dead-letter queue. */
function fireSchedule(world: SchedulerWorld, schedule: Schedule, attempts: number): void {
  const { Name, Target } = schedule.request;
  const { Arn, Input = '', SqsParameters, RetryPolicy } = Target;
  const groupId = SqsParameters?.MessageGroupId;
  const isThere = () => world.schedules.get(Name) === schedule;
  world.send({ queueArn: Arn, body: Input, ...(groupId !== undefined && { groupId }) }).then(
    () => complete(world, schedule),
    (error: unknown) => {
      if (!isThere()) return;
      const age = (world.clock.now() - schedule.at) / 1000;
      const exhausted =
        attempts >= RetryPolicy.MaximumRetryAttempts
          ? 'MaximumRetryAttempts'
          : age >= RetryPolicy.MaximumEventAgeInSeconds
            ? 'MaximumEventAgeInSeconds'
            : undefined;
      if (exhausted === undefined) {
        const again = () => fireSchedule(world, schedule, attempts + 1);
        world.timers.set(Name, world.clock.after(Math.min(2 ** attempts, 60) * 1000, again));
      } else {
        giveUp(world, schedule, { error, attempts, exhausted });
      }
    },
  );
}

function complete(world: SchedulerWorld, schedule: Schedule): void {
  const { Name, ActionAfterCompletion } = schedule.request;
  if (world.schedules.get(Name) !== schedule) return;
  world.timers.delete(Name);
  if (ActionAfterCompletion === 'DELETE') world.schedules.delete(Name);
}

function giveUp(
  world: SchedulerWorld,
  schedule: Schedule,
  { error, attempts, exhausted }: { error: unknown; attempts: number; exhausted: string },
): void {
  const { Input = '', Arn, DeadLetterConfig } = schedule.request.Target;
  complete(world, schedule);
  if (DeadLetterConfig?.Arn === undefined) return;
  const attributes = {
    ERROR_CODE: error instanceof Error ? error.name : 'Unknown',
    ERROR_MESSAGE: error instanceof Error ? error.message : String(error),
    EXHAUSTED_RETRY_CONDITION: exhausted,
    RETRY_ATTEMPTS: String(attempts),
    SCHEDULE_ARN: schedule.arn,
    TARGET_ARN: Arn,
  };
  // Dead letters that can't be delivered are lost, as on AWS.
  world.send({ queueArn: DeadLetterConfig.Arn, body: Input, attributes }).catch(() => undefined);
}
