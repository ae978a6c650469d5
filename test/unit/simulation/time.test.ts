import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { createChance } from '../../simulation/chance.ts';
import { startVirtualTime, type VirtualTime } from '../../simulation/time.ts';

const start = Date.parse('2026-11-30T00:00:00Z');
const hour = 3_600_000;

let time: VirtualTime | undefined;
afterEach(() => {
  time?.end();
  time = undefined;
});

function begin(seed = 1): VirtualTime {
  time = startVirtualTime(start, createChance(seed, 'ids'));
  return time;
}

test('an hour passes at once, and a promise that follows a timer runs before time moves on', async () => {
  const { runUntil } = begin();
  const told: string[] = [];
  const say = (what: string) => told.push(`${Date.now() - start} ${what}`);
  setTimeout(async () => {
    say('first');
    await Promise.resolve();
    await Promise.resolve();
    say('its promise');
    await wait(50);
    say('its wait');
  }, 100);
  setTimeout(() => say('second'), 101);
  const cancelled = setTimeout(() => say('never'), 10);
  clearTimeout(cancelled);
  await runUntil(start + hour);
  expect(told).toEqual(['100 first', '100 its promise', '101 second', '150 its wait']);
  expect(new Date().toISOString()).toBe('2026-11-30T01:00:00.000Z');
});

test('what is not due yet stays', async () => {
  const { runUntil, after } = begin();
  let rang = false;
  after(hour, () => {
    rang = true;
  });
  await runUntil(start + hour - 1);
  expect(rang).toBe(false);
  await runUntil(start + hour);
  expect(rang).toBe(true);
});

test('a time limit aborts in virtual time, with the error that fetch throws', async () => {
  const { runUntil } = begin();
  const signal = AbortSignal.timeout(5000);
  await runUntil(start + 4999);
  expect(signal.aborted).toBe(false);
  await runUntil(start + 5000);
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
});

test('timers ring by time, those of one time in the order in which they were set', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean())), async (asked) => {
      const own = startVirtualTime(start, createChance(1, 'ids'));
      try {
        const rang: number[] = [];
        const handles = asked.map(([ms], index) => setTimeout(() => rang.push(index), ms));
        for (const [index, [, isCancelled]] of asked.entries()) if (isCancelled) clearTimeout(handles[index]);
        await own.runUntil(start + 100);
        const left = asked.flatMap(([ms, isCancelled], index) =>
          isCancelled ? [] : [{ at: Math.max(1, ms), index }],
        );
        const expected = left.sort((one, other) => one.at - other.at || one.index - other.index);
        expect(rang).toEqual(expected.map(({ index }) => index));
      } finally {
        own.end();
      }
    }),
  );
});

test('the same seed draws the same ids, however they are drawn; another seed others', () => {
  const draw = (seed: number) => {
    const own = startVirtualTime(start, createChance(seed, 'ids'));
    const bytes = globalThis.crypto.getRandomValues(new Uint8Array(4));
    const drawn = [
      Math.random(),
      randomUUID(),
      randomBytes(8).toString('hex'),
      crypto.randomUUID(),
      ...bytes,
    ];
    own.end();
    return drawn;
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(8)).not.toEqual(draw(7));
  expect(String(draw(7)[1])).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('streams of one seed differ by purpose, and one does not move another', () => {
  const [faults, ids] = [createChance(3, 'faults'), createChance(3, 'ids')];
  const alone = createChance(3, 'ids');
  const mixed = Array.from({ length: 20 }, () => [faults(), ids()] as const);
  expect(mixed.map(([, id]) => id)).toEqual(Array.from({ length: 20 }, () => alone()));
  expect(mixed.filter(([fault, id]) => fault === id)).toEqual([]);
});

test('when it ends, time and chance are real again', () => {
  const before = [Date, setTimeout, Math.random, AbortSignal.timeout, globalThis.crypto.randomUUID] as const;
  const own = startVirtualTime(start, createChance(1, 'ids'));
  expect(Date).not.toBe(before[0]);
  own.end();
  expect([Date, setTimeout, Math.random, AbortSignal.timeout, globalThis.crypto.randomUUID]).toEqual(before);
  expect(Math.abs(Date.now() - performance.timeOrigin - performance.now())).toBeLessThan(60_000);
});
