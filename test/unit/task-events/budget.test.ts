import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Budget,
  createTurns,
  editLimits,
  emptyBudget,
  postLimits,
  takeSlot,
} from '../../../src/task-events/budget.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

const begin = 1_000_000;

/** Messages that want to be sent again and again for `seconds`, each as soon as it may; what was granted when. */
function run(
  messages: readonly { id: string; urgent: boolean; from: number }[],
  limits: typeof editLimits,
  seconds: number,
) {
  let budget: Budget = emptyBudget;
  const granted: { id: string; urgent: boolean; at: number }[] = [];
  const next = new Map(messages.map(({ id, from }) => [id, begin + from]));
  const sent = new Map<string, number>();
  for (let now = begin; now < begin + seconds * 1000; now += 500) {
    for (const { id, urgent } of messages) {
      if ((next.get(id) ?? 0) > now) continue;
      const slot = takeSlot(budget, { id, urgent, sentAt: sent.get(id) ?? 0, now }, limits);
      budget = slot.budget;
      if (slot.granted) {
        granted.push({ id, urgent, at: now });
        sent.set(id, now);
        // An urgent message is urgent once: its failure or its end.
        next.set(id, urgent ? Number.POSITIVE_INFINITY : now + 3000);
      } else {
        expect(slot.at).toBeGreaterThan(now);
        next.set(id, slot.at);
      }
    }
  }
  return { granted, budget };
}

const some = fc
  .array(fc.record({ urgent: fc.boolean(), from: fc.integer({ min: 0, max: 60_000 }) }), {
    minLength: 1,
    maxLength: 90,
  })
  .map((all) => all.map((each, index) => ({ ...each, id: `m${index}` })));

describe('edits', () => {
  test('never more than 40 in any minute, whoever asks when', () => {
    fc.assert(
      fc.property(some, (messages) => {
        const times = run(messages, editLimits, 200).granted.map(({ at }) => at);
        for (const at of times) {
          expect(times.filter((time) => time > at - 60_000 && time <= at).length).toBeLessThanOrEqual(40);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('what is urgent waits for seconds, and for others that are urgent, while sixty live messages want edits', () => {
    const live = Array.from({ length: 60 }, (_, index) => ({
      id: `m${index}`,
      urgent: false,
      from: index * 100,
    }));
    const closings = Array.from({ length: 5 }, (_, index) => ({
      id: `c${index}`,
      urgent: true,
      from: 120_000,
    }));
    const { granted } = run([...live, ...closings], editLimits, 200);
    const waits = granted.filter(({ urgent }) => urgent).map(({ at }) => at - begin - 120_000);
    expect(waits).toHaveLength(5);
    expect(Math.max(...waits)).toBeLessThanOrEqual(12_000);
  });

  test('sixty live messages: each is edited about every 90 s, none is forgotten', () => {
    const live = Array.from({ length: 60 }, (_, index) => ({ id: `m${index}`, urgent: false, from: 0 }));
    const { granted } = run(live, editLimits, 900);
    expect(granted.length).toBeGreaterThan(550);
    for (const { id } of live) {
      const times = granted.filter((each) => each.id === id).map(({ at }) => at);
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(times.length).toBeGreaterThanOrEqual(8);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(120_000);
    }
  });

  test('one or two live messages are edited every 3 s', () => {
    const { granted } = run([{ id: 'm', urgent: false, from: 0 }], editLimits, 60);
    expect(granted).toHaveLength(20);
  });

  test('whoever was sent longest ago is next, whoever asked first, and keeps that place when a send fails', () => {
    const used = Array.from({ length: 10 }, (_, index) => ({ id: `u${index}`, at: begin + index }));
    const ask = (budget: Budget, id: string, ago: number, now: number) =>
      takeSlot(budget, { id, urgent: false, sentAt: begin - ago, now }, editLimits);
    const first = ask({ ...emptyBudget, used }, 'recent', 60_000, begin + 20);
    const second = ask(first.budget, 'long ago', 90_000, begin + 30);
    const third = ask(second.budget, 'recent', 60_000, begin + 40);
    expect(second.at).toBeLessThan(third.at);
    const granted = ask(third.budget, 'long ago', 90_000, second.at);
    expect(granted.granted).toBe(true);
    const failed = ask(granted.budget, 'long ago', 90_000, second.at);
    expect(failed.budget.waiting.find(({ id }) => id === 'long ago')?.since).toBe(begin - 90_000);
  });

  test('when Slack asked to wait, nobody goes before', () => {
    const budget = { ...emptyBudget, pausedUntil: begin + 7000 };
    const slot = takeSlot(budget, { id: 'm', urgent: true, sentAt: 0, now: begin }, editLimits);
    expect(slot).toMatchObject({ granted: false, at: begin + 7000 });
  });

  test('the record stays small, however many ask', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ id: `m${index}`, urgent: false, from: 0 }));
    expect(JSON.stringify(run(many, editLimits, 20).budget).length).toBeLessThan(30_000);
  });
});

test('posts: one a second in a channel, in the order of asking', () => {
  const posts = Array.from({ length: 30 }, (_, index) => ({ id: `m${index}`, urgent: true, from: index }));
  const { granted } = run(posts, postLimits, 60);
  expect(granted).toHaveLength(30);
  const times = granted.map(({ at }) => at);
  expect(Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0)))).toBeGreaterThanOrEqual(
    1000,
  );
  expect(Math.max(...times)).toBeLessThanOrEqual(begin + 35_000);
});

test('what one instance asks at the same time is one load and one save, and nobody gets the turn of another', async () => {
  const { world, clock } = await startTaskEvents();
  const { client, name } = world.table;
  const sent: string[] = [];
  client.middlewareStack.add((next, { commandName = '' }) => (args) => {
    sent.push(commandName);
    return next(args);
  });
  const turns = createTurns({ client, name });
  const ask = (index: number) =>
    turns.take({ episode: `e${index}`, channel: 'C1', kind: 'edit', urgent: true, sentAt: 0 }, clock.now());
  const answers = await Promise.all(Array.from({ length: 45 }, (_, index) => ask(index)));
  expect(answers.filter((at) => at === undefined)).toHaveLength(40);
  // What asks while the first is being loaded joins the second.
  expect(sent.filter((command) => command.startsWith('Put'))).toHaveLength(1);
  await turns.pause({ kind: 'edit', channel: 'C1' }, 90, clock.now());
  clock.pass(61_000);
  expect(await ask(50)).toBeGreaterThanOrEqual(clock.now() + 29_000);
});

test('two instances that ask at once share one budget, and a budget as an earlier version stored it goes on', async () => {
  const { world, clock } = await startTaskEvents();
  const used = Array.from({ length: 30 }, (_, index) => ({ id: `old${index}`, at: clock.now() - 1000 }));
  const former = { pk: 'budget#edits', sk: 'budget', version: 4, budget: { ...emptyBudget, used } };
  await world.table.client.send(new PutCommand({ TableName: world.table.name, Item: former }));
  const instances = [createTurns(world.table), createTurns(world.table)];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      instances[index % 2]?.take(
        { episode: `e${index}`, channel: 'C1', kind: 'edit', urgent: true, sentAt: 0 },
        clock.now(),
      ),
    ),
  );
  expect(answers.filter((at) => at === undefined)).toHaveLength(10);
});

test('a request that fails is the failure of those who asked together, and of nobody after them', async () => {
  const { world, clock } = await startTaskEvents();
  const { client, name } = world.table;
  let isDown = true;
  client.middlewareStack.add((next) => (args) => {
    if (isDown) throw new Error('DynamoDB is away');
    return next(args);
  });
  const turns = createTurns({ client, name });
  const ask = (index: number) =>
    turns.take({ episode: `e${index}`, channel: 'C1', kind: 'edit', urgent: true, sentAt: 0 }, clock.now());
  const pause = turns.pause({ kind: 'edit', channel: 'C1' }, 1, clock.now());
  const asked = await Promise.allSettled([pause, ask(1), ask(2)]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  isDown = false;
  expect(await ask(1)).toBeUndefined();
  isDown = true;
  const failing = ask(2).catch((error: Error) => error.message);
  // It waits for the one that fails.
  await Promise.resolve();
  await Promise.resolve();
  const next = ask(3);
  isDown = false;
  expect([await failing, await next]).toEqual(['DynamoDB is away', undefined]);
});
