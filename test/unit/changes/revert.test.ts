import {
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { TagResourceCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Intent } from '../../../src/changes/card.ts';
import type { ScaleChange } from '../../../src/changes/change.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { propose } from '../../../src/changes/propose.ts';
import { revert } from '../../../src/changes/revert.ts';
import { undo } from '../../../src/commands/card.ts';
import type { CommandContext } from '../../../src/commands/line/command.ts';
import { scale } from '../../../src/commands/scale.ts';
import { startChangeAccount } from '../../helpers/change-context.ts';
import { refusalOf } from '../../helpers/command-account.ts';

const resource = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/media/encoder',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
const awake = { scaleIn: false, scaleOut: false, scheduled: false };

let account: Awaited<ReturnType<typeof startChangeAccount>>;
let context: ChangeContext;
let now: number;
beforeEach(async () => {
  account = await startChangeAccount();
  now = 1_000_000;
  context = { ...account.context, now: () => now };
});
afterEach(() => account.close());

const commandContext = () => ({ ...context, ...context.clients }) as unknown as CommandContext;
let jobs = 0;
/** Confirms a change at this moment; the answer is its card's id. */
async function made(change: ScaleChange): Promise<string> {
  jobs += 1;
  const card = await propose(change, 'a line', { ...context, jobId: `typed-${jobs}`, receivedAt: now });
  const confirmed = await confirmCard(card.id, { ...context, jobId: `press-${jobs}`, receivedAt: now });
  expect(confirmed).toMatchObject({ type: 'done', outcome: { result: 'applied' } });
  now += 1000;
  return card.id;
}
async function changeOf(count: string, pause?: number, forMs?: number): Promise<ScaleChange> {
  const words = {
    target: 'media/encoder',
    count,
    ...(pause !== undefined && { pause: `${pause / 1000}s` }),
    ...(forMs !== undefined && { for: 'for' as const, duration: `${forMs / 1000}s` }),
  };
  const outcome = await scale.run(words as never, commandContext());
  if (outcome.type !== 'change' || outcome.change.type !== 'scale') throw new Error('no scaling');
  return outcome.change;
}
const paused = async (count: string, pause: number) => made(await changeOf(count, pause));
const undone = async (id: string) => {
  const outcome = await undo.run({ change: id }, commandContext());
  if (outcome.type !== 'change') throw new Error('no change');
  return outcome.change as ScaleChange;
};
async function timer(id: string) {
  const intent = (await context.store.getIntent(id)) as Intent;
  return revert(intent, { ...context, jobId: `return-${id}`, receivedAt: now });
}
async function state() {
  const { ScalableTargets: [found] = [] } = await context.clients.autoscaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: [resource.ResourceId] }),
  );
  const { DynamicScalingInSuspended, MaxCapacity } = { ...found, ...found?.SuspendedState };
  return { suspended: DynamicScalingInSuspended, most: MaxCapacity };
}
/** Longer ago than effects are remembered. */
const aMinute = () => {
  now += 60_000;
};

test('a second pause takes the first over: the first ends in silence, the second ends both', async () => {
  const first = await paused('8', 10_000);
  const second = await paused('7', 15_000);
  now += 10_000;
  expect(await timer(first)).toEqual({ type: 'nothing' });
  expect(await state()).toMatchObject({ suspended: true });
  now += 5000;
  expect(await timer(second)).toMatchObject({ type: 'went' });
  expect(await state()).toEqual({ suspended: false, most: 6 });
});

test('a third one too, and one after the first’s timer had failed', async () => {
  await paused('8', 10_000);
  await paused('7', 15_000);
  const third = await paused('8', 20_000);
  now += 20_000;
  expect(await timer(third)).toMatchObject({ type: 'went' });
  expect(await state()).toMatchObject({ suspended: false });
});

test('a pause ends also where the count or a bound was changed meanwhile; both are kept', async () => {
  const id = await paused('8', 10_000);
  await made(await changeOf('5'));
  await context.clients.autoscaling.send(new RegisterScalableTargetCommand({ ...resource, MaxCapacity: 7 }));
  now += 10_000;
  expect(await timer(id)).toMatchObject({ type: 'went' });
  expect(await state()).toEqual({ suspended: false, most: 7 });
});

test('what somebody resumed is not resumed again', async () => {
  const id = await paused('8', 120_000);
  const SuspendedState = {
    DynamicScalingInSuspended: false,
    DynamicScalingOutSuspended: false,
    ScheduledScalingSuspended: false,
  };
  await context.clients.autoscaling.send(new RegisterScalableTargetCommand({ ...resource, SuspendedState }));
  now += 120_000;
  expect(await timer(id)).toEqual({ type: 'nothing' });
});

test('a shorter change within a longer one: both go back, each in its own time', async () => {
  const long = await made(await changeOf('6', undefined, 60_000));
  const short = await made(await changeOf('5', undefined, 10_000));
  now += 10_000;
  expect(await timer(short)).toMatchObject({ type: 'went' });
  now += 60_000;
  const { before } = await changeOf('3');
  expect(before.desiredCount).toBe(6);
  expect(await timer(long)).toMatchObject({ type: 'went', confirmed: { outcome: { result: 'applied' } } });
  aMinute();
  expect((await changeOf('3')).before.desiredCount).toBe(2);
});

test('a pause that is not the bot’s is not taken over: who would end it', async () => {
  const SuspendedState = {
    DynamicScalingInSuspended: true,
    DynamicScalingOutSuspended: true,
    ScheduledScalingSuspended: true,
  };
  await context.clients.autoscaling.send(new RegisterScalableTargetCommand({ ...resource, SuspendedState }));
  expect(await refusalOf(changeOf('8', 10_000))).toEqual({ code: 'pausedAlready', target: 'media/encoder' });
  expect(await changeOf('8')).toMatchObject({ after: { desiredCount: 8 } });
});

test('nor is it because the bot had paused it before, and that pause has ended', async () => {
  const id = await paused('8', 10_000);
  now += 10_000;
  expect(await timer(id)).toMatchObject({ type: 'went' });
  aMinute();
  const SuspendedState = {
    DynamicScalingInSuspended: true,
    DynamicScalingOutSuspended: true,
    ScheduledScalingSuspended: true,
  };
  await context.clients.autoscaling.send(new RegisterScalableTargetCommand({ ...resource, SuspendedState }));
  expect(await refusalOf(changeOf('5', 10_000))).toEqual({ code: 'pausedAlready', target: 'media/encoder' });
});

test('an undo of the second pause ends the pause, and its undo can not begin one without an end', async () => {
  await paused('6', 600_000);
  const second = await paused('5', 600_000);
  const back = await undone(second);
  expect(back).toMatchObject({ after: { desiredCount: 6 }, autoscaling: { after: { suspended: awake } } });
  const undoing = await made(back);
  expect(await state()).toMatchObject({ suspended: false });
  expect(await refusalOf(undone(undoing))).toEqual({ code: 'undoPauses', target: 'media/encoder' });
  expect(await refusalOf(undone(second))).toMatchObject({
    code: 'undoDone',
    userId: 'U0OPERATOR',
    byTimer: false,
  });
});

test('a timer meets a need for a second person: it is refused with that, and the button restores', async () => {
  const id = await paused('6', 10_000);
  const { decide } = context.access;
  const access: ChangeContext['access'] = {
    decide: async (ask) => {
      const decision = await decide(ask);
      return decision.allowed && ask.target?.tags['ecs-bot:protected'] === 'true'
        ? { ...decision, approval: 'tag' }
        : decision;
    },
  };
  context = { ...context, access };
  await context.clients.ecs.send(
    new TagResourceCommand({
      resourceArn: 'arn:aws:ecs:us-east-1:123456789012:service/media/encoder',
      tags: [{ key: 'ecs-bot:protected', value: 'true' }],
    }),
  );
  now += 10_000;
  await expect(timer(id)).rejects.toMatchObject({ reason: { why: 'approvalNeeded', approval: 'tag' } });
  expect(await state()).toMatchObject({ suspended: true });
  now += 3_600_000;
  expect(await undone(id)).toMatchObject({ autoscaling: { after: { suspended: awake } } });
});

test('every way back meets the limit of all services, and the limits of a grant', async () => {
  const web = { cluster: 'shop', service: 'web' };
  await context.clients.ecs.send(new UpdateServiceCommand({ ...web, desiredCount: 30 }));
  aMinute();
  const down = await made({
    type: 'scale',
    target: web,
    before: { desiredCount: 30, runningCount: 3 },
    after: { desiredCount: 1 },
    forMs: 60_000,
  });
  const back = await undone(down);
  expect(back.after).toEqual({ desiredCount: 30 });
  await expect(made(back)).rejects.toMatchObject({ reason: { why: 'aboveMaximum', count: 30, maximum: 20 } });
  now += 60_000;
  await expect(timer(down)).rejects.toMatchObject({ reason: { why: 'aboveMaximum', target: 'shop/web' } });
  expect(await account.desiredCount()).toBe(1);
});

test('what moved between a timer’s look and its press is looked at anew by its next try', async () => {
  const id = await made(await changeOf('5', undefined, 10_000));
  now += 10_000;
  const intent = (await context.store.getIntent(id)) as Intent;
  const given = { ...context, jobId: `return-${id}`, receivedAt: now };
  const { store } = given;
  // Somebody moves a bound just then.
  const renewCard: typeof store.renewCard = async (card) => {
    await store.renewCard(card);
    await given.clients.autoscaling.send(new RegisterScalableTargetCommand({ ...resource, MaxCapacity: 9 }));
  };
  const moved = revert(intent, { ...given, store: { ...store, renewCard } });
  await expect(moved).rejects.toThrow('changed just when');
  expect(await timer(id)).toMatchObject({ type: 'went' });
});
