import fc from 'fast-check';
import { expect, test } from 'vitest';
import { en } from '../../../src/messages/en/index.ts';
import { cardFacts } from '../../../src/views/changes/card.ts';
import {
  asked,
  bounds,
  clock,
  count,
  fresh,
  goesOff,
  hour,
  made,
  minute,
  run,
  setTarget,
  shareTimers,
  timer,
  undo,
} from '../../helpers/timers.ts';

shareTimers();

test('moved bounds over moved bounds go back to the first ones, and the card says so', async () => {
  const first = await run('scale media/encoder 8 --move-bound for 1h');
  const change = await asked('scale media/encoder 10 --move-bound for 2h');
  expect(cardFacts(change, en, clock.now).join('\n')).toContain('After 2 h they go back to 2 to 6');
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
  clock.now += hour;
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
  clock.now += 2 * minute;
  await setTarget({ MinCapacity: 3 });
  await goesOff(first, 'went', hour);
  expect(await bounds()).toEqual([3, 6, false]);
  await fresh();
  const second = await run('scale media/encoder 10 --move-bound for 1h');
  clock.now += 2 * minute;
  await setTarget({ MinCapacity: 8 });
  await goesOff(second, 'left', hour);
  await fresh();
  const third = await run('scale media/encoder 10 --move-bound for 1h');
  clock.now += 2 * minute;
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
          clock.now = Math.max(clock.now, next.at);
          await timer(next.id);
          await timer(next.id);
          moves = moves.filter(({ id }) => id !== next.id);
          const told = moves.filter(({ end = Number.POSITIVE_INFINITY }) => end > clock.now);
          if (due.every((job) => job.end > clock.now)) expect((await bounds())[1]).toBe(told.at(-1)?.most);
        }
        clock.now = Math.max(clock.now, until);
      };
      for (const each of steps) {
        if (each.type === 'wait') await wait(clock.now + each.minutes * minute);
        const top = moves.at(-1) as Move;
        // Only what came last can be undone; one whose time is over is its timer's.
        if (each.type === 'undo' && top.id !== '' && last === top.id && clock.now - top.at < 14 * minute) {
          if ((top.end ?? clock.now + 1) <= clock.now || (await count('media', 'encoder')) !== top.most)
            continue;
          await undo(top.id);
          moves.pop();
          last = '';
        }
        if (each.type === 'pause') {
          const id = await run(`scale media/encoder ${each.count} --pause 7m`);
          due.push({ id, end: clock.now + 7 * minute, at: clock.now + 7 * minute });
          last = id;
        }
        const [, most = 0] = (await bounds()) as number[];
        if (each.type === 'count' && each.count !== (await count('media', 'encoder'))) {
          const time = each.minutes === null ? '' : ` for ${each.minutes}m`;
          last = await run(`scale media/encoder ${each.count}${time}`);
          if (each.minutes !== null) {
            const end = clock.now + each.minutes * minute;
            due.push({ id: last, end, at: end + (late.next().value ?? 0) });
          }
        }
        if (each.type === 'move' && each.count > most) {
          const time = each.minutes === null ? '' : ` for ${each.minutes}m`;
          const at = clock.now;
          last = await run(`scale media/encoder ${each.count} --move-bound${time}`);
          const end = each.minutes === null ? undefined : at + each.minutes * minute;
          moves.push({ id: last, most: each.count, at, ...(end !== undefined && { end }) });
          if (end !== undefined) due.push({ id: last, end, at: end + (late.next().value ?? 0) });
        }
      }
      await wait(clock.now + 3 * hour);
      expect(await bounds()).toEqual([2, moves.at(-1)?.most, false]);
    }),
    { numRuns: Number(process.env.RUNS ?? 20) },
  );
}, 120_000);
