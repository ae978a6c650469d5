import { InvalidParameterException, StopTaskCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runningTasks } from '../../../src/aws/ecs/tasks.ts';
import type { Card } from '../../../src/changes/card.ts';
import type { Change } from '../../../src/changes/change.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { takeLease } from '../../../src/changes/lease.ts';
import { propose } from '../../../src/changes/propose.ts';
import { allow, refused, startChangeAccount, throttled } from '../../helpers/change-context.ts';

const target = { cluster: 'shop', service: 'web' };
const before = { desiredCount: 3, runningCount: 3 };
const scaleTo = (desiredCount: number): Change => ({
  type: 'scale',
  target,
  before,
  after: { desiredCount },
});

let account: Awaited<ReturnType<typeof startChangeAccount>>;
let context: ChangeContext;
let now: number;
/** Told of each pause of who waits for the lease. */
let onSleep: (ms: number) => Promise<void>;
beforeEach(async () => {
  account = await startChangeAccount();
  now = 1000;
  onSleep = async () => {};
  const sleep = async (ms: number) => {
    now += ms;
    await onSleep(ms);
  };
  context = { ...account.context, access: allow('U0OPERATOR', 'U0SECOND'), now: () => now, sleep };
});
afterEach(() => account.close());

let lines = 0;
function asked(change: Change, userId = 'U0OPERATOR'): Promise<Card> {
  lines += 1;
  return propose(change, 'a line', { ...context, userId, jobId: `typed-${lines}` });
}
const second = { userId: 'U0SECOND', jobId: 'job-2' };
const leaseOf = async () => (await context.store.getLease('shop/web'))?.lease;

test('who comes second waits five seconds at most, and reads whose change is running', async () => {
  const mine = await asked(scaleTo(5));
  await takeLease(mine, context);
  const other = await asked(scaleTo(4), 'U0SECOND');
  await expect(confirmCard(other.id, { ...context, ...second })).rejects.toMatchObject({
    reason: { why: 'targetBusy', target: 'shop/web', userId: 'U0OPERATOR' },
  });
  expect(now).toBe(6000);
  expect(await account.desiredCount()).toBe(3);
  expect(await context.store.getIntent(other.id)).toBeUndefined();
});

test('who comes second goes on as soon as the first is through, and sees what it did', async () => {
  const lease = await takeLease(await asked(scaleTo(5)), context);
  const other = await asked(scaleTo(4), 'U0SECOND');
  onSleep = async () => {
    onSleep = async () => {};
    const effects = [{ type: 'count', from: 3, to: 5, at: now }] as const;
    await lease.release({ unsettled: [], effects });
  };
  // ECS still answers 3, as its reads lag.
  expect(await confirmCard(other.id, { ...context, ...second })).toEqual({ type: 'stale', card: other });
  expect(await account.desiredCount()).toBe(3);
});

test('two scalings at once: one is made, the other is asked again', async () => {
  const cards = [await asked(scaleTo(5)), await asked(scaleTo(4), 'U0SECOND')] as const;
  const first = confirmCard(cards[0].id, context);
  onSleep = async () => void (await first);
  const other = confirmCard(cards[1].id, { ...context, ...second });
  expect(await first).toMatchObject({ type: 'done' });
  expect(await other).toMatchObject({ type: 'stale' });
  expect(await account.desiredCount()).toBe(5);
});

test('a lease is given back in every way out, with what was done under it', async () => {
  const made = await asked(scaleTo(5));
  await confirmCard(made.id, context);
  expect(await leaseOf()).toEqual({
    unsettled: [],
    effects: [{ type: 'count', from: 3, to: 5, at: expect.any(Number) }],
  });
  const failing = await asked({ ...scaleTo(6), before: { desiredCount: 5, runningCount: 3 } } as Change);
  account.faults.push(throttled());
  await expect(confirmCard(failing.id, { ...context, jobId: 'job-3' })).rejects.toThrow('Rate exceeded');
  expect(await leaseOf()).toMatchObject({ unsettled: [failing.id] });
  expect((await leaseOf())?.holder).toBeUndefined();
  const denied = { ...context, jobId: 'job-4', access: allow() };
  await expect(confirmCard((await asked(scaleTo(9))).id, denied)).rejects.toEqual(refused('denied'));
  expect((await leaseOf())?.holder).toBeUndefined();
});

test('whoever takes up a lease that ended first finishes what its holder began, in the holder’s name', async () => {
  const died = await asked(scaleTo(5));
  await takeLease(died, context);
  const decidedAt = new Date(now).toISOString();
  await context.store.putIntent({ card: died, decision: 'make', jobId: 'job-1', decidedAt });
  const other = await asked(scaleTo(4), 'U0SECOND');
  now += 35_000;
  expect(await confirmCard(other.id, { ...context, ...second })).toMatchObject({ type: 'stale' });
  expect(await account.desiredCount()).toBe(5);
  expect(await context.store.getOutcome(died.id)).toMatchObject({ result: 'applied' });
  expect(await leaseOf()).toMatchObject({ unsettled: [], effects: [{ from: 3, to: 5 }] });
});

test('what was begun stays to be settled though its own job fails before it can finish it', async () => {
  const first = await asked(scaleTo(5));
  account.faults.push(throttled());
  await expect(confirmCard(first.id, context)).rejects.toThrow('Rate exceeded');
  // Its message was never posted, and can't be now.
  const story = {
    ...context.story,
    find: async () => undefined,
    begin: () => Promise.reject(new Error('Slack is away')),
  };
  await expect(confirmCard(first.id, { ...context, story })).rejects.toThrow('Slack is away');
  const other = await asked(scaleTo(4), 'U0SECOND');
  expect(await confirmCard(other.id, { ...context, ...second })).toMatchObject({ type: 'stale' });
  expect(await context.store.getOutcome(first.id)).toMatchObject({ result: 'applied' });
});

test('what was settled long ago says nothing about ECS any more: its answer counts', async () => {
  const died = await asked(scaleTo(5));
  await takeLease(died, context);
  const at = new Date(now).toISOString();
  await context.store.putIntent({ card: died, decision: 'make', jobId: 'job-1', decidedAt: at });
  await context.store.putOutcome(died.id, { result: 'applied', at });
  now += 60_000;
  // Somebody set it to 3 outside.
  const other = await asked(scaleTo(4), 'U0SECOND');
  expect(await confirmCard(other.id, { ...context, ...second })).toMatchObject({ type: 'done' });
  expect(await leaseOf()).toMatchObject({ unsettled: [], effects: [{ from: 3, to: 4 }] });
});

test('whose lease has passed tells what was recorded meanwhile, and gives back nobody else’s lease', async () => {
  const late = await asked(scaleTo(5));
  const { ecs } = context.clients;
  const send = ecs.send.bind(ecs);
  let answer: (error: Error) => void = () => {};
  ecs.send = (async (command: object) => {
    if (!(command instanceof UpdateServiceCommand)) return send(command as UpdateServiceCommand);
    ecs.send = send as typeof ecs.send;
    return new Promise((_, reject) => {
      answer = reject;
    });
  }) as typeof send;
  const first = confirmCard(late.id, context);
  await vi.waitFor(() => expect(ecs.send).toBe(send));
  now += 35_000;
  const other = await asked(scaleTo(4), 'U0SECOND');
  expect(await confirmCard(other.id, { ...context, ...second })).toMatchObject({ type: 'stale' });
  const third = await takeLease(other, { ...context, ...second });
  answer(new InvalidParameterException({ message: 'Refused', $metadata: { httpStatusCode: 400 } }));
  expect(await first).toMatchObject({ type: 'done', outcome: { result: 'applied' } });
  expect(await context.store.getOutcome(late.id)).toMatchObject({ result: 'applied' });
  expect((await leaseOf())?.holder?.cardId).toBe(other.id);
  await third.release({ unsettled: [], effects: third.recent });
});

test('a lease is not taken up a moment too soon', async () => {
  const died = await asked(scaleTo(5));
  await takeLease(died, context);
  now += 29_999;
  const other = await asked(scaleTo(4), 'U0SECOND');
  await expect(confirmCard(other.id, { ...context, ...second })).rejects.toEqual(refused('targetBusy'));
});

test('what one job could not finish, the next one does first; then its own try is told the same', async () => {
  const first = await asked(scaleTo(5));
  account.faults.push(throttled());
  await expect(confirmCard(first.id, context)).rejects.toThrow('Rate exceeded');
  const other = await asked(scaleTo(4), 'U0SECOND');
  expect(await confirmCard(other.id, { ...context, ...second })).toMatchObject({ type: 'stale' });
  expect(await account.desiredCount()).toBe(5);
  expect(await confirmCard(first.id, context)).toMatchObject({ outcome: { result: 'applied' } });
});

test('its own job that finds its target busy comes again: what was begun is not refused', async () => {
  const card = await asked(scaleTo(5));
  account.faults.push(throttled());
  await expect(confirmCard(card.id, context)).rejects.toThrow('Rate exceeded');
  await takeLease(await asked(scaleTo(4), 'U0SECOND'), { ...context, ...second });
  await expect(confirmCard(card.id, context)).rejects.toThrow('is being changed');
});

test('a job that comes again takes up its own lease at once', async () => {
  const card = await asked(scaleTo(5));
  await takeLease(card, context);
  expect(await confirmCard(card.id, context)).toMatchObject({ type: 'done' });
  expect(now).toBe(1000);
});

test('a put whose answer was lost is known to be its own', async () => {
  const { store } = context;
  const putLease: typeof store.putLease = async (...given) => {
    await store.putLease(...given);
    return false;
  };
  const card = await asked(scaleTo(5));
  expect(await confirmCard(card.id, { ...context, store: { ...store, putLease } })).toMatchObject({
    type: 'done',
  });
});

test('two who approve or confirm one card at once: one makes it, the other reads that it is made', async () => {
  const card = await asked(scaleTo(5));
  const first = confirmCard(card.id, context);
  onSleep = async () => void (await first);
  const other = confirmCard(card.id, { ...context, jobId: 'job-2' });
  await expect(other).rejects.toMatchObject({
    reason: {
      why: 'cardMade',
      intent: { decidedBy: 'U0OPERATOR' },
      outcome: { result: 'applied' },
      link: `https://acme.slack.com/archives/${card.id}`,
    },
  });
});

test('three stops at once against min-running: never below, though ECS still lists what was stopped', async () => {
  const tasks = await runningTasks(context.clients.ecs, 'shop', 'web');
  // Nobody may leave fewer than two.
  const access: ChangeContext['access'] = {
    decide: async ({ effect }) =>
      (effect?.leaves ?? 0) >= 2
        ? { allowed: true }
        : {
            allowed: false,
            denial: { why: 'limit', grant: 'on-call', limit: { type: 'min-running', least: 2 } },
          },
  };
  context = { ...context, access };
  const stopOf = (taskArn: string): Change => ({
    type: 'stop-task',
    target,
    taskArn,
    before: { ...before, taskDefinition: 'web:1' },
  });
  // The stop takes no effect that can be read.
  const send = context.clients.ecs.send.bind(context.clients.ecs);
  let stops = 0;
  context.clients.ecs.send = (async (command: object) => {
    if (!(command instanceof StopTaskCommand)) return send(command as StopTaskCommand);
    stops += 1;
    return { $metadata: {} };
  }) as typeof send;
  const cards = await Promise.all(tasks.map(({ arn }) => asked(stopOf(arn))));
  const pressed = await Promise.allSettled(
    cards.map((card, index) => confirmCard(card.id, { ...context, jobId: `press-${index}` })),
  );
  expect(stops).toBe(1);
  expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const scaled = asked(scaleTo(2));
  await expect(scaled).rejects.toEqual(refused('denied'));
  // A minute later ECS is believed again.
  now += 60_000;
  await asked(scaleTo(2));
});

test('a count that somebody else set within the minute is believed', async () => {
  await confirmCard((await asked(scaleTo(5))).id, context);
  await context.clients.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 7 }),
  );
  const card = await asked({ ...scaleTo(8), before: { desiredCount: 7, runningCount: 3 } } as Change);
  expect(await confirmCard(card.id, { ...context, jobId: 'job-2' })).toMatchObject({ type: 'done' });
});

test('the limit of all services holds at the press too', async () => {
  const card = await asked(scaleTo(5));
  const lower = { ...context, maximumDesiredCount: 4 };
  await expect(confirmCard(card.id, lower)).rejects.toMatchObject({
    reason: { why: 'aboveMaximum', target: 'shop/web', count: 5, maximum: 4 },
  });
  await expect(asked(scaleTo(30))).rejects.toEqual(refused('aboveMaximum'));
});
