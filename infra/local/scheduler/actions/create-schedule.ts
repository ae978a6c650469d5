import { isDeepStrictEqual } from 'node:util';
import type { CreateScheduleInput, FlexibleTimeWindow, Target } from '@aws-sdk/client-scheduler';
import { readAt } from '../read-at.ts';
import { refusals } from '../refusals.ts';
import { withDefaults } from '../schedule-request.ts';
import type { SchedulerWorld } from '../scheduler-world.ts';
import { setTimer } from '../set-timer.ts';

/** `aws scheduler create-schedule --name … --schedule-expression "at(…)" --flexible-time-window Mode=OFF --target …` */
export function createSchedule(world: SchedulerWorld, input: CreateScheduleInput) {
  const request = withDefaults(input);
  const { Name, GroupName, ScheduleExpression, ScheduleExpressionTimezone, Target } = request;
  if (GroupName !== 'default') throw refusals.noGroup(GroupName);
  const existing = world.schedules.get(Name);
  if (existing !== undefined) {
    // The same request again, told by its token, is answered as the first one was.
    if (request.ClientToken === undefined || !isDeepStrictEqual(existing.request, request)) {
      throw refusals.taken(Name);
    }
    return { ScheduleArn: existing.arn };
  }
  checkWindow(request.FlexibleTimeWindow);
  checkTarget(Target);
  const at = readAt(ScheduleExpression, ScheduleExpressionTimezone);
  const now = world.clock.now();
  if (at <= now) throw refusals.invalid(`Invalid Schedule Expression ${ScheduleExpression}.`);
  const arn = `arn:aws:scheduler:${world.region}:${world.accountId}:schedule/${GroupName}/${Name}`;
  const schedule = { arn, request, at, createdAt: now };
  world.schedules.set(Name, schedule);
  if (request.State === 'ENABLED') setTimer(world, schedule);
  return { ScheduleArn: arn };
}

function checkWindow({ Mode, MaximumWindowInMinutes }: Partial<FlexibleTimeWindow> = {}) {
  if ((Mode === 'FLEXIBLE') === (MaximumWindowInMinutes === undefined)) {
    throw refusals.invalid(
      'MaximumWindowInMinutes belongs to the flexible time window of mode FLEXIBLE, and to no other.',
    );
  }
}

function checkTarget({ Arn = '', SqsParameters }: Partial<Target>) {
  const queue = /^arn:aws(?:-[a-z]+)?:sqs:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/.exec(Arn);
  if (queue === null) {
    throw refusals.invalid(`The local EventBridge Scheduler sends to SQS queues only, and not to ${Arn}.`);
  }
  if ((queue[1] !== undefined) !== (SqsParameters?.MessageGroupId !== undefined)) {
    throw refusals.invalid('MessageGroupId is needed for a FIFO queue, and refused for any other.');
  }
}
