import { isDeepStrictEqual } from 'node:util';
import type * as scheduler from '@aws-sdk/client-scheduler';
import { takePage } from '../aws/paging.ts';
import type { Actions } from '../aws/request-model.ts';
import { findSchedule, readAt, refusals, type SchedulerWorld, setTimer, withDefaults } from './schedules.ts';

export const actions = {
  /** `aws scheduler create-schedule --name … --schedule-expression "at(…)" --flexible-time-window Mode=OFF --target …` */
  CreateSchedule(world, input) {
    const request = withDefaults(input);
    const { Name, GroupName, ScheduleExpression, ScheduleExpressionTimezone, Target } = request;
    if (GroupName !== 'default') throw refusals.noGroup(GroupName);
    const existing = world.schedules.get(Name);
    if (existing !== undefined) {
      // A repeated request with the same token gets the same response as the first one.
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
  },

  /** `aws scheduler delete-schedule --name …` */
  DeleteSchedule(world, input) {
    const { Name } = findSchedule(world, input).request;
    world.schedules.delete(Name);
    world.timers.get(Name)?.();
    world.timers.delete(Name);
    return {};
  },

  /** `aws scheduler get-schedule --name …` */
  GetSchedule(world, input) {
    const { arn, createdAt, request } = findSchedule(world, input);
    const { ClientToken: _, ...shown } = request;
    return {
      ...shown,
      Arn: arn,
      CreationDate: new Date(createdAt),
      LastModificationDate: new Date(createdAt),
    };
  },

  /** `aws scheduler list-schedules [--name-prefix …] [--state …]`, by name, 100 a page. */
  ListSchedules(world, input) {
    const { GroupName = 'default', NamePrefix = '', State, MaxResults = 100, NextToken } = input;
    if (GroupName !== 'default') throw refusals.noGroup(GroupName);
    const found = [...world.schedules.values()]
      .filter(
        ({ request: { Name, State: state } }) => Name.startsWith(NamePrefix) && (State ?? state) === state,
      )
      .sort((one, other) => (one.request.Name < other.request.Name ? -1 : 1));
    const { items: page, token } = takePage({
      asked: ['ListSchedules', GroupName, NamePrefix, State],
      token: NextToken,
      size: MaxResults,
      items: found,
      byKey: true,
      keyOf: ({ request: { Name } }) => Name,
      refuse: () => refusals.invalid('Invalid NextToken.'),
    });
    return {
      Schedules: page.map(({ arn, createdAt, request: { Name, State: state, Target } }) => ({
        Arn: arn,
        Name,
        GroupName,
        State: state,
        CreationDate: new Date(createdAt),
        LastModificationDate: new Date(createdAt),
        Target: { Arn: Target.Arn },
      })),
      NextToken: token,
    };
  },
} satisfies Actions<typeof scheduler, SchedulerWorld>;

function checkWindow({ Mode, MaximumWindowInMinutes }: Partial<scheduler.FlexibleTimeWindow> = {}) {
  if ((Mode === 'FLEXIBLE') === (MaximumWindowInMinutes === undefined)) {
    throw refusals.invalid(
      'MaximumWindowInMinutes belongs to the flexible time window of mode FLEXIBLE, and to no other.',
    );
  }
}

function checkTarget({ Arn = '', SqsParameters }: Partial<scheduler.Target>) {
  const queue = /^arn:aws(?:-[a-z]+)?:sqs:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/.exec(Arn);
  if (queue === null) {
    throw refusals.invalid(`The local EventBridge Scheduler sends to SQS queues only, and not to ${Arn}.`);
  }
  if ((queue[1] !== undefined) !== (SqsParameters?.MessageGroupId !== undefined)) {
    throw refusals.invalid('MessageGroupId is needed for a FIFO queue, and refused for any other.');
  }
}
