import { getRecord, putVersioned, queryOpen, type Table } from '../store/table.ts';
import type { HandsOnRecord } from './hands-on.ts';
import { isIdle } from './progress.ts';

/** Each learner's hands-on, and who has which place. */
export interface HandsOnStore {
  load(userId: string): Promise<HandsOnRecord | undefined>;
  /**
   * Saves it over the version that was read, and returns the saved one; undefined when somebody else saved in the meantime.
   * `watched` ones are in `watched()`.
   */
  save(record: HandsOnRecord, watched: boolean): Promise<HandsOnRecord | undefined>;
  /** The learners whose hands-on is checked when something happens; a moment behind the table. */
  watched(): Promise<readonly string[]>;
  /** Who has a place; `version` is 0 if nobody ever had it. */
  holder(place: number): Promise<{ readonly userId: string | undefined; readonly version: number }>;
  /** False when somebody else took it in the meantime. */
  take(place: number, userId: string, version: number): Promise<boolean>;
}

interface Item {
  readonly record: Omit<HandsOnRecord, 'version'>;
  readonly version: number;
}

/** Kept for half a year after the learner's last action: a hands-on can be resumed. In seconds. */
const keptSeconds = 180 * 24 * 3600;

const keyOf = (userId: string) => ({ pk: `lesson#${userId}`, sk: 'lesson' });
const placeKey = (place: number) => ({ pk: `lesson-place#${place}`, sk: 'place' });

/** The index `open` lists the watched ones under `lesson`, beside the open episodes. */
export function handsOnStore(table: Table): HandsOnStore {
  return {
    async load(userId) {
      const { pk, sk } = keyOf(userId);
      const item = await getRecord<Item>(table, pk, sk);
      return item && { ...item.record, version: item.version };
    },
    async save({ version, ...record }, watched) {
      const expiresAt = Math.ceil(record.touchedAt / 1000) + keptSeconds;
      const item = { ...keyOf(record.userId), record, expiresAt, ...(watched && { open: 'lesson' }) };
      return (await putVersioned(table, item, version)) ? { ...record, version: version + 1 } : undefined;
    },
    watched: async () => (await queryOpen(table, 'lesson')).map((pk) => pk.slice('lesson#'.length)),

    async holder(place) {
      const { pk, sk } = placeKey(place);
      const found = await getRecord<{ userId: string; version: number }>(table, pk, sk);
      return { userId: found?.userId, version: found?.version ?? 0 };
    },
    take: (place, userId, version) => putVersioned(table, { ...placeKey(place), userId }, version),
  };
}

/**
 * The first place that is free, or the one that the learner already has: so learners at the same time have separate resources.
 * A place is free again when its learner has finished, or did nothing for two weeks.
 */
export async function takePlace(
  store: Pick<HandsOnStore, 'load' | 'holder' | 'take'>,
  learner: { readonly userId: string; readonly place?: number },
  now: number,
): Promise<number> {
  if (learner.place !== undefined && (await store.holder(learner.place)).userId === learner.userId) {
    return learner.place;
  }
  for (let place = 1; ; ) {
    const { userId, version } = await store.holder(place);
    const isFree =
      userId === undefined || userId === learner.userId || !(await isHeld(store, userId, place, now));
    if (!isFree) place += 1;
    // If the race was lost, the same place is tried again, and found to be held.
    else if (await store.take(place, learner.userId, version)) return place;
  }
}

/** A holder whose hands-on does not exist yet took the place a moment ago. */
async function isHeld(
  { load }: Pick<HandsOnStore, 'load'>,
  userId: string,
  place: number,
  now: number,
): Promise<boolean> {
  const held = await load(userId);
  return held === undefined || (held.place === place && !isIdle(held, 'event', now));
}
