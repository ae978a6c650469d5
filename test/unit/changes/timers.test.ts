import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { en } from '../../../src/messages/en/index.ts';
import { cardFacts } from '../../../src/views/changes/card.ts';
import {
  asked,
  clock,
  context,
  count,
  fresh,
  goesOff,
  hour,
  made,
  minute,
  run,
  shareTimers,
  timer,
  undo,
} from '../../helpers/timers.ts';

shareTimers();

test('a timer over a timer goes back to what stood before the first, and the first ends in silence', async () => {
  const first = await run('scale shop/web 6 for 1h');
  const change = await asked('scale shop/web 8 for 2h');
  expect(cardFacts(change, en, clock.now).join('\n')).toContain('After 2 h it goes back to 3 by itself');
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
  expect(cardFacts(change, en, clock.now).join('\n')).toContain('After 1 h it goes back to 6 by itself');
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
  clock.now += 2 * minute;
  await context.clients.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 5 }),
  );
  const second = await run('scale shop/web 8 for 2h');
  await goesOff(second, 'went', 2 * hour);
  expect(await count()).toBe(5);
});

test('a first timer’s job that comes late finds the second, and what the second goes back to is the same', async () => {
  const first = await run('scale shop/web 6 for 1h');
  clock.now += hour + minute;
  const second = await run('scale shop/web 8 for 1h');
  expect(await timer(first)).toBe('nothing');
  await goesOff(second, 'went', hour);
  expect(await timer(first)).toBe('nothing');
  expect(await count()).toBe(3);
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

test('the timer of an undone change does nothing, also where what was below it is undone too', async () => {
  await run('scale shop/web 2');
  const below = await run('scale shop/web 1');
  const undone = await run('scale shop/web 2 for 4m');
  await undo(undone);
  await undo(below);
  await goesOff(undone, 'nothing', 4 * minute);
  expect(await count()).toBe(2);
});

test('a timer stands again where one over it came back to the same count, and so had nothing to end', async () => {
  const first = await run('scale shop/web 5 for 1h');
  const second = await run('scale shop/web 1 for 4m');
  const third = await run('scale shop/web 5 for 4m');
  await goesOff(second, 'nothing', 4 * minute);
  expect(await timer(third)).toBe('nothing');
  await goesOff(first, 'went', hour);
  expect(await count()).toBe(3);
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
          clock.now = Math.max(clock.now, next.at);
          await timer(next.id);
          // The queue may bring it twice.
          await timer(next.id);
          layers = layers.filter(({ id }) => id !== next.id);
          const told = layers.filter(({ end = Number.POSITIVE_INFINITY }) => end > clock.now);
          if (due.every((job) => job.end > clock.now))
            expect(await count()).toBe((told.at(-1) as Layer).count);
        }
        clock.now = Math.max(clock.now, until);
      };
      for (const each of steps) {
        if (each.type === 'wait') await wait(clock.now + each.minutes * minute);
        if (each.type === 'undo' && top().id !== '' && clock.now - top().at < 14 * minute) {
          // One whose time is over is its timer's.
          if ((top().end ?? clock.now + 1) <= clock.now) continue;
          await undo(top().id);
          layers.pop();
        }
        if (each.type === 'scale' && each.count !== (await count())) {
          const time = each.minutes === null ? '' : ` for ${each.minutes}m`;
          const at = clock.now;
          const id = await run(`scale shop/web ${each.count}${time}`);
          const end = each.minutes === null ? undefined : at + each.minutes * minute;
          layers.push({ id, count: each.count, at, ...(end !== undefined && { end }) });
          if (end !== undefined) due.push({ id, end, at: end + (late.next().value ?? 0) });
        }
      }
      await wait(clock.now + 3 * hour);
      expect(await count()).toBe(top().count);
    }),
    { numRuns: Number(process.env.RUNS ?? 25) },
  );
}, 120_000);
