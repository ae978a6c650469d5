import type { Schedule } from './schedule.ts';
import type { SchedulerWorld } from './scheduler-world.ts';

/** Sends what a schedule has to send, tries again by its retry policy, and at last gives it to its dead letters. */
export function fireSchedule(world: SchedulerWorld, schedule: Schedule, attempts: number): void {
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
