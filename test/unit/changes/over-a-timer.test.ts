import { isDeepStrictEqual } from 'node:util';
import {
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Intent } from '../../../src/changes/card.ts';
import type { ScaleChange } from '../../../src/changes/change.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { propose } from '../../../src/changes/propose.ts';
import { revert } from '../../../src/changes/revert.ts';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { en } from '../../../src/messages/en/index.ts';
import { cardFacts } from '../../../src/views/changes/card.ts';
import recorded from '../../fixtures/stored/0.1.0.json' with { type: 'json' };
import { startChangeAccount } from '../../helpers/change-context.ts';

/** The intent that 0.1.0 wrote of a card. */
function recordedIntent(cardId: string) {
  const items = recorded.tables.flatMap(({ items }) => items as Record<string, object>[]);
  const found = items.find(
    ({ pk, sk }) =>
      isDeepStrictEqual(pk, { S: `change#${cardId}` }) && isDeepStrictEqual(sk, { S: 'intent' }),
  );
  return plain(found?.value) as Intent & {
    card: { change: ScaleChange & { autoscaling: { before: object } } };
  };
}
/** DynamoDB's JSON as the value that it stands for. */
function plain(item: unknown): unknown {
  const [type = '', value] = Object.entries(item as object)[0] ?? [];
  if (type === 'M')
    return Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, plain(each)]));
  return type === 'N' ? Number(value) : value;
}

const minute = 60_000;
const hour = 60 * minute;

let account: Awaited<ReturnType<typeof startChangeAccount>>;
let context: ChangeContext;
let now = 1_000_000;
let jobs = 0;
beforeAll(async () => {
  account = await startChangeAccount();
  context = { ...account.context, now: () => now };
});
afterAll(() => account.close());

const { commands } = await import('../../../src/commands/registry.ts');
/** Each test and each run has the services as they were, and what came before is long past. */
async function fresh() {
  now += 30 * 24 * hour;
  for (const [cluster, service, desiredCount] of [
    ['shop', 'web', 3],
    ['media', 'encoder', 3],
  ] as const) {
    await context.clients.ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
  }
  await setTarget({ MinCapacity: 2, MaxCapacity: 6, SuspendedState: resting(false) });
}
beforeEach(fresh);

/** Sets of media/encoder's scalable target what is given. */
async function setTarget(more: Partial<RegisterScalableTargetCommandInput>): Promise<void> {
  const target = { ServiceNamespace: 'ecs', ResourceId: 'service/media/encoder' } as const;
  const ScalableDimension = 'ecs:service:DesiredCount';
  const command = new RegisterScalableTargetCommand({ ...target, ScalableDimension, ...more });
  await context.clients.autoscaling.send(command);
}
const resting = (rests: boolean) => ({
  DynamicScalingInSuspended: rests,
  DynamicScalingOutSuspended: rests,
  ScheduledScalingSuspended: rests,
});

async function asked(line: string): Promise<ScaleChange> {
  const access = { ...context.access, readable: async () => ({ type: 'all' }) };
  const caller = { teamId: 'T0LOCAL001', userId: 'U0OPERATOR', channelId: 'C0LOCAL0OPS' };
  const given = { ...context, ...context.clients, access, caller, commands };
  const { outcome } = await dispatch(line, given as never);
  if (outcome.type !== 'change' || outcome.change.type !== 'scale') throw new Error('no scaling');
  return outcome.change;
}
/** Confirms a change; the answer is its card's id. */
async function made(change: ScaleChange): Promise<string> {
  jobs += 1;
  const card = await propose(change, 'a line', { ...context, jobId: `typed-${jobs}`, receivedAt: now });
  const confirmed = await confirmCard(card.id, { ...context, jobId: `press-${jobs}`, receivedAt: now });
  expect(confirmed).toMatchObject({ type: 'done', outcome: { result: 'applied' } });
  now += 1000;
  return card.id;
}
const run = async (line: string) => made(await asked(line));
const undo = async (id: string) => made(await asked(`undo ${id}`));
async function timer(id: string): Promise<string> {
  const intent = (await context.store.getIntent(id)) as Intent;
  jobs += 1;
  const given = { ...context, jobId: `return-${jobs}`, receivedAt: now };
  return (await revert(intent, given)).type;
}
/** What becomes of a timer that goes off when so much more time has passed. */
async function goesOff(id: string, what: 'went' | 'left' | 'nothing', afterMs: number): Promise<void> {
  now += afterMs;
  expect(await timer(id)).toBe(what);
}
async function count(cluster = 'shop', service = 'web') {
  const { services = [] } = await context.clients.ecs.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  return services[0]?.desiredCount;
}
async function bounds() {
  const { ScalableTargets: [found] = [] } = await context.clients.autoscaling.send(
    new DescribeScalableTargetsCommand({
      ServiceNamespace: 'ecs',
      ResourceIds: ['service/media/encoder'],
    }),
  );
  return [found?.MinCapacity, found?.MaxCapacity, found?.SuspendedState?.DynamicScalingInSuspended];
}

test('a timer over a timer goes back to what stood before the first, and the first ends in silence', async () => {
  const first = await run('scale shop/web 6 for 1h');
  const change = await asked('scale shop/web 8 for 2h');
  expect(cardFacts(change, en, now).join('\n')).toContain('After 2 h it goes back to 3 by itself');
  const second = await made(change);
  await goesOff(first, 'nothing', hour);
  expect(await timer(first)).toBe('nothing');
  expect(await count()).toBe(8);
  await goesOff(second, 'went', hour);
  expect(await count()).toBe(3);
});

test('one that ends before the other goes back to the other, and says so', async () => {
  const first = await run('scale shop/web 6 for 2h');
  const change = await asked('scale shop/web 8 for 1h');
  expect(cardFacts(change, en, now).join('\n')).toContain('After 1 h it goes back to 6 by itself');
  const second = await made(change);
  await goesOff(second, 'went', hour);
  expect(await count()).toBe(6);
  await goesOff(first, 'went', hour);
  expect(await count()).toBe(3);
});

test('an undo of the second: the first goes on, or, when its time is over, what stood before both', async () => {
  const first = await run('scale shop/web 6 for 1h');
  await undo(await run('scale shop/web 8 for 2h'));
  expect(await count()).toBe(6);
  await goesOff(first, 'went', hour);
  expect(await count()).toBe(3);
  await fresh();
  const short = await run('scale shop/web 6 for 5m');
  const second = await run('scale shop/web 8 for 2h');
  await goesOff(short, 'nothing', 6 * minute);
  await undo(second);
  expect(await count()).toBe(3);
});

test('a plain change over a timer stays; the timer is told as left', async () => {
  const first = await run('scale shop/web 6 for 1h');
  await run('scale shop/web 8');
  await goesOff(first, 'left', hour);
  const third = await run('scale shop/web 9 for 1h');
  await goesOff(third, 'went', hour);
  expect(await count()).toBe(8);
});

test('what somebody set in ECS between two timers is what the second goes back to', async () => {
  await run('scale shop/web 6 for 1h');
  now += 2 * minute;
  await context.clients.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 5 }),
  );
  const second = await run('scale shop/web 8 for 2h');
  await goesOff(second, 'went', 2 * hour);
  expect(await count()).toBe(5);
});

test('a first timer’s job that comes late finds the second, and what the second goes back to is the same', async () => {
  const first = await run('scale shop/web 6 for 1h');
  now += hour + minute;
  const second = await run('scale shop/web 8 for 1h');
  expect(await timer(first)).toBe('nothing');
  await goesOff(second, 'went', hour);
  expect(await timer(first)).toBe('nothing');
  expect(await count()).toBe(3);
});

test('moved bounds over moved bounds go back to the first ones, and the card says so', async () => {
  const first = await run('scale media/encoder 8 --move-bound for 1h');
  const change = await asked('scale media/encoder 10 --move-bound for 2h');
  expect(cardFacts(change, en, now).join('\n')).toContain('After 2 h they go back to 2 to 6');
  const second = await made(change);
  expect(await bounds()).toEqual([2, 10, false]);
  await goesOff(first, 'nothing', hour);
  await goesOff(second, 'went', hour);
  expect(await bounds()).toEqual([2, 6, false]);
  expect(await count('media', 'encoder')).toBe(6);
});

test('moved bounds that end before the others go back to those; both ways of undoing them too', async () => {
  const first = await run('scale media/encoder 8 --move-bound for 2h');
  const second = await run('scale media/encoder 10 --move-bound for 1h');
  await goesOff(second, 'went', hour);
  expect(await bounds()).toEqual([2, 8, false]);
  await goesOff(first, 'went', hour);
  expect(await bounds()).toEqual([2, 6, false]);
  await fresh();
  const short = await run('scale media/encoder 8 --move-bound for 5m');
  const long = await run('scale media/encoder 10 --move-bound for 2h');
  await goesOff(short, 'nothing', 6 * minute);
  await undo(long);
  expect(await bounds()).toEqual([2, 6, false]);
  expect(await count('media', 'encoder')).toBe(6);
});

test('a timer over a pause that ends first goes back to a count that auto scaling then allows', async () => {
  const pause = await run('scale media/encoder 8 --pause 1h');
  const change = await asked('scale media/encoder 5 for 2h');
  expect(cardFacts(change, en, now).join('\n')).toContain('it goes back to 6 by itself');
  const second = await made(change);
  await goesOff(pause, 'went', hour);
  expect(await bounds()).toEqual([2, 6, false]);
  expect(await count('media', 'encoder')).toBe(5);
  await goesOff(second, 'went', hour);
  expect(await count('media', 'encoder')).toBe(6);
});

test('a timer over a pause that outlasts it goes back to the pause’s count', async () => {
  const pause = await run('scale media/encoder 8 --pause 2h');
  const second = await run('scale media/encoder 5 for 1h');
  await goesOff(second, 'went', hour);
  expect(await count('media', 'encoder')).toBe(8);
  await goesOff(pause, 'went', hour);
  expect(await bounds()).toEqual([2, 6, false]);
  expect(await count('media', 'encoder')).toBe(6);
});

test('the timer of an undone change does nothing, also where the count is again what it had set', async () => {
  const plain = await run('scale shop/web 1');
  const undone = await run('scale shop/web 5 for 1h');
  await undo(undone);
  await undo(plain);
  await run('scale shop/web 5');
  const short = await run('scale shop/web 4 for 5m');
  await goesOff(short, 'went', 5 * minute);
  await goesOff(undone, 'nothing', hour);
  expect(await count()).toBe(5);
});

test('a timer under a plain change stays under it, also where that one comes back to the same count', async () => {
  const first = await run('scale shop/web 6 for 1h');
  await run('scale shop/web 8');
  await run('scale shop/web 6');
  const third = await run('scale shop/web 9 for 5m');
  await goesOff(third, 'went', 5 * minute);
  await goesOff(first, 'left', hour);
  expect(await count()).toBe(6);
});

// Whatever is put over what (`RUNS=300` tries longer): the count is that of the topmost change that is neither undone nor over.
test('of any order of timers, plain changes and undos the count is that of the topmost that still counts', async () => {
  type Layer = { id: string; count: number; end?: number; at: number };
  const step = fc.oneof(
    fc.record({
      type: fc.constant('scale' as const),
      count: fc.integer({ min: 1, max: 9 }),
      minutes: fc.option(fc.constantFrom(4, 9, 20, 60)),
    }),
    fc.record({ type: fc.constant('undo' as const) }),
    fc.record({ type: fc.constant('wait' as const), minutes: fc.constantFrom(2, 5, 12, 45) }),
  );
  const lateness = fc.infiniteStream(fc.constantFrom(0, 0, 30_000, 3 * minute));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), lateness, async (steps, late) => {
      await fresh();
      let layers: Layer[] = [{ id: '', count: 3, at: 0 }];
      let due: { id: string; at: number; end: number }[] = [];
      const top = () => layers.at(-1) as Layer;
      const wait = async (until: number) => {
        for (;;) {
          const [next] = due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
          if (next === undefined) break;
          due = due.filter((job) => job !== next);
          now = Math.max(now, next.at);
          await timer(next.id);
          // The queue may bring it twice.
          await timer(next.id);
          layers = layers.filter(({ id }) => id !== next.id);
          const told = layers.filter(({ end = Number.POSITIVE_INFINITY }) => end > now);
          if (due.every((job) => job.end > now)) expect(await count()).toBe((told.at(-1) as Layer).count);
        }
        now = Math.max(now, until);
      };
      for (const each of steps) {
        if (each.type === 'wait') await wait(now + each.minutes * minute);
        if (each.type === 'undo' && top().id !== '' && now - top().at < 14 * minute) {
          // One whose time is over is its timer's.
          if ((top().end ?? now + 1) <= now) continue;
          await undo(top().id);
          layers.pop();
        }
        if (each.type === 'scale' && each.count !== (await count())) {
          const time = each.minutes === null ? '' : ` for ${each.minutes}m`;
          const at = now;
          const id = await run(`scale shop/web ${each.count}${time}`);
          const end = each.minutes === null ? undefined : at + each.minutes * minute;
          layers.push({ id, count: each.count, at, ...(end !== undefined && { end }) });
          if (end !== undefined) due.push({ id, end, at: end + (late.next().value ?? 0) });
        }
      }
      await wait(now + 3 * hour);
      expect(await count()).toBe(top().count);
    }),
    { numRuns: Number(process.env.RUNS ?? 25) },
  );
}, 120_000);

test.each([
  // what comes over `A for 1h`, the count after 1 h, and at the end
  ['8 --move-bound', '7 for 2h', 6, 6],
  ['8 --move-bound', '4 for 2h', 4, 6],
  ['8 --move-bound', '7', 6, 6],
  ['10 --move-bound', '6 --move-bound for 2h', 6, 6],
  ['10 --move-bound', '3', 3, 3],
  ['1 --move-bound', '4', 4, 4],
  ['10 --move-bound', '9 --pause 2h', 9, 6],
])('bounds moved by %s for 1h end whatever count was set meanwhile: %s', async (under, over, then, last) => {
  const first = await run(`scale media/encoder ${under} for 1h`);
  const second = await run(`scale media/encoder ${over}`);
  await goesOff(first, 'went', hour);
  const isPaused = over.includes('pause');
  expect(await bounds()).toEqual([2, 6, isPaused]);
  expect(await count('media', 'encoder')).toBe(then);
  now += hour;
  if (/for|pause/.test(over)) await timer(second);
  expect(await bounds()).toEqual([2, 6, false]);
  expect(await count('media', 'encoder')).toBe(last);
});

test('bounds end after a shorter pause, or count, over them', async () => {
  for (const over of ['9 --pause 5m', '7 for 5m']) {
    await fresh();
    const first = await run('scale media/encoder 10 --move-bound for 1h');
    const second = await run(`scale media/encoder ${over}`);
    await goesOff(second, 'went', 6 * minute);
    expect(await bounds()).toEqual([2, 10, false]);
    await goesOff(first, 'went', hour);
    expect(await bounds()).toEqual([2, 6, false]);
  }
});

test('a bound that somebody else set meanwhile stays, the other goes back; where that can’t be, it is told', async () => {
  const first = await run('scale media/encoder 10 --move-bound for 1h');
  now += 2 * minute;
  await setTarget({ MinCapacity: 3 });
  await goesOff(first, 'went', hour);
  expect(await bounds()).toEqual([3, 6, false]);
  await fresh();
  const second = await run('scale media/encoder 10 --move-bound for 1h');
  now += 2 * minute;
  await setTarget({ MinCapacity: 8 });
  await goesOff(second, 'left', hour);
  await fresh();
  const third = await run('scale media/encoder 10 --move-bound for 1h');
  now += 2 * minute;
  await setTarget({ MaxCapacity: 6 });
  await goesOff(third, 'nothing', hour);
});

// The same of bounds, under and over counts and pauses: they are those of the topmost move that is neither undone nor over.
test('of any order of moved bounds, counts, pauses and undos no bound stays that should have ended', async () => {
  type Move = { id: string; most: number; end?: number; at: number };
  const minutes = fc.option(fc.constantFrom(4, 9, 20, 60));
  const step = fc.oneof(
    fc.record({ type: fc.constant('move' as const), count: fc.integer({ min: 7, max: 12 }), minutes }),
    fc.record({ type: fc.constant('count' as const), count: fc.integer({ min: 2, max: 6 }), minutes }),
    fc.record({ type: fc.constant('pause' as const), count: fc.integer({ min: 2, max: 9 }) }),
    fc.record({ type: fc.constant('undo' as const) }),
    fc.record({ type: fc.constant('wait' as const), minutes: fc.constantFrom(2, 5, 12, 45) }),
  );
  const lateness = fc.infiniteStream(fc.constantFrom(0, 0, 30_000, 3 * minute));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), lateness, async (steps, late) => {
      await fresh();
      let moves: Move[] = [{ id: '', most: 6, at: 0 }];
      let due: { id: string; at: number; end: number }[] = [];
      let last = '';
      const wait = async (until: number) => {
        for (;;) {
          const [next] = due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
          if (next === undefined) break;
          due = due.filter((job) => job !== next);
          now = Math.max(now, next.at);
          await timer(next.id);
          await timer(next.id);
          moves = moves.filter(({ id }) => id !== next.id);
          const told = moves.filter(({ end = Number.POSITIVE_INFINITY }) => end > now);
          if (due.every((job) => job.end > now)) expect((await bounds())[1]).toBe(told.at(-1)?.most);
        }
        now = Math.max(now, until);
      };
      for (const each of steps) {
        if (each.type === 'wait') await wait(now + each.minutes * minute);
        const top = moves.at(-1) as Move;
        // Only what came last can be undone; one whose time is over is its timer's.
        if (each.type === 'undo' && top.id !== '' && last === top.id && now - top.at < 14 * minute) {
          if ((top.end ?? now + 1) <= now || (await count('media', 'encoder')) !== top.most) continue;
          await undo(top.id);
          moves.pop();
          last = '';
        }
        if (each.type === 'pause') {
          const id = await run(`scale media/encoder ${each.count} --pause 7m`);
          due.push({ id, end: now + 7 * minute, at: now + 7 * minute });
          last = id;
        }
        const [, most = 0] = (await bounds()) as number[];
        if (each.type === 'count' && each.count !== (await count('media', 'encoder'))) {
          const time = each.minutes === null ? '' : ` for ${each.minutes}m`;
          last = await run(`scale media/encoder ${each.count}${time}`);
          if (each.minutes !== null) {
            const end = now + each.minutes * minute;
            due.push({ id: last, end, at: end + (late.next().value ?? 0) });
          }
        }
        if (each.type === 'move' && each.count > most) {
          const time = each.minutes === null ? '' : ` for ${each.minutes}m`;
          const at = now;
          last = await run(`scale media/encoder ${each.count} --move-bound${time}`);
          const end = each.minutes === null ? undefined : at + each.minutes * minute;
          moves.push({ id: last, most: each.count, at, ...(end !== undefined && { end }) });
          if (end !== undefined) due.push({ id: last, end, at: end + (late.next().value ?? 0) });
        }
      }
      await wait(now + 3 * hour);
      expect(await bounds()).toEqual([2, moves.at(-1)?.most, false]);
    }),
    { numRuns: Number(process.env.RUNS ?? 20) },
  );
}, 120_000);

// Version 0.1.0 let a pause come over a pause and wrote down, as what it goes back to, that auto scaling rests.
async function writtenBy010(lines: readonly { line: string; forMs: number; over: boolean; agoMs: number }[]) {
  const ids: string[] = [];
  for (const { line, forMs, over, agoMs } of lines) {
    const value = recordedIntent(recorded.cards.timed);
    const { before } = value.card.change.autoscaling;
    const rests = { ...before, suspended: { scaleIn: true, scaleOut: true, scheduled: true } };
    jobs += 1;
    const id = `${jobs}-${value.card.id}`;
    const change = {
      ...value.card.change,
      before: { desiredCount: 3, runningCount: 3 },
      after: { desiredCount: 3 },
      forMs,
      autoscaling: { before: over ? rests : before, after: rests },
    };
    const decidedAt = new Date(now - agoMs).toISOString();
    await context.store.putIntent({ ...value, card: { ...value.card, id, line, change }, decidedAt });
    await context.store.putOutcome(id, { result: 'applied', at: decidedAt });
    ids.push(id);
  }
  await setTarget({ SuspendedState: resting(true) });
  return ids as [string, string];
}
const stacked = [
  { line: 'scale media/encoder 3 --pause 1h', forMs: hour, over: false, agoMs: 40 * minute },
  { line: 'scale media/encoder 3 --pause 2h', forMs: 2 * hour, over: true, agoMs: 20 * minute },
];

test('pauses that 0.1.0 stacked end with what stood before the first', async () => {
  const [first, second] = await writtenBy010(stacked);
  await goesOff(first, 'nothing', 20 * minute);
  expect(await bounds()).toEqual([2, 6, true]);
  await goesOff(second, 'went', 80 * minute);
  expect(await bounds()).toEqual([2, 6, false]);
});

test('what 0.1.0 left paused when they ended, a pause takes over and ends', async () => {
  const [, second] = await writtenBy010(stacked);
  // Its own end of the second, as it was.
  const { card } = (await context.store.getIntent(second)) as Intent;
  const change = card.change as ScaleChange;
  const back = { ...change, undoes: { changeId: second, by: 'timer' } } as const;
  const { forMs: _, ...ended } = back;
  const decidedAt = new Date(now - minute).toISOString();
  const id = `${card.id}-back`;
  await context.store.putIntent({
    card: { ...card, id, change: ended },
    decision: 'make',
    jobId: 'j',
    decidedAt,
  });
  await context.store.putOutcome(id, { result: 'applied', at: decidedAt });
  const over = await run('scale media/encoder 4 --pause 1m');
  await goesOff(over, 'went', 2 * minute);
  expect(await bounds()).toEqual([2, 6, false]);
});

test('where the first pause’s record is gone, or somebody else had paused it, it stays as it was found', async () => {
  const [, second] = await writtenBy010(
    stacked.map((each, index) => (index === 0 ? { ...each, agoMs: 20 * 24 * hour } : each)),
  );
  await goesOff(second, 'nothing', 100 * minute);
  expect(await bounds()).toEqual([2, 6, true]);
});
