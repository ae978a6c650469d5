import { expect, test } from 'vitest';
import type { HandsOnRecord } from '../../../src/hands-on/hands-on.ts';
import { takePlace } from '../../../src/hands-on/store.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const day = 24 * 3600_000;

/** The places in memory; `lose` of them are taken by somebody else right before. */
function places(records: readonly Partial<HandsOnRecord>[] = [], lose = 0) {
  const holders = new Map(records.map(({ place, userId }) => [place, { userId, version: 1 }]));
  let left = lose;
  return {
    holders,
    load: async (userId: string) => {
      const found = records.find((record) => record.userId === userId);
      return found && ({ touchedAt: now, memory: { startedAt: 0, read: [] }, ...found } as HandsOnRecord);
    },
    holder: async (place: number) => holders.get(place) ?? { userId: undefined, version: 0 },
    take: async (place: number, userId: string, version: number) => {
      if (left-- > 0) holders.set(place, { userId: 'U0FASTER', version: version + 1 });
      const known = holders.get(place)?.version ?? 0;
      if (known !== version) return false;
      holders.set(place, { userId, version: version + 1 });
      return true;
    },
  };
}

test('the first is free, the next is beside it, and everybody keeps their own', async () => {
  const store = places();
  expect(await takePlace(store, { userId: 'U1' }, now)).toBe(1);
  expect(await takePlace(store, { userId: 'U2' }, now)).toBe(2);
  expect(await takePlace(store, { userId: 'U1', place: 1 }, now)).toBe(1);
  expect(await takePlace(store, { userId: 'U2', place: 2 }, now)).toBe(2);
});

test('whoever loses the race takes the next', async () => {
  expect(await takePlace(places([], 1), { userId: 'U1' }, now)).toBe(2);
});

test('a place is free again when its learner is through, or was away for two weeks', async () => {
  const over = { startedAt: 0, read: [], finishedAt: now - 1 };
  expect(await takePlace(places([{ userId: 'U9', place: 1, memory: over }]), { userId: 'U1' }, now)).toBe(1);
  const away = (days: number) => places([{ userId: 'U9', place: 1, touchedAt: now - days * day }]);
  expect(await takePlace(away(13), { userId: 'U1' }, now)).toBe(2);
  const store = away(15);
  expect(await takePlace(store, { userId: 'U1' }, now)).toBe(1);
  // Back again, they have another.
  expect(await takePlace({ ...store, load: async () => undefined }, { userId: 'U9', place: 1 }, now)).toBe(2);
});
