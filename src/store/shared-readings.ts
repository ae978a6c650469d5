import { getRecord, putIf, type Table } from './table.ts';

/** What was read elsewhere, kept in the bot's table for a while so that all instances of a function share it. */
export interface SharedReadings {
  /** The value, if it was read less than five minutes ago and not forgotten since. */
  fresh<Value>(key: string): Promise<Value | undefined>;
  /**
   * The value, if it was read less than fifteen minutes ago and not forgotten since; for when the source can't be asked. `readAt`: epoch
   * milliseconds.
   */
  last<Value>(key: string): Promise<{ readonly value: Value; readonly readAt: number } | undefined>;
  /** Keeps a value with the time at which its reading *began*, epoch milliseconds; an older reading never replaces a newer one. */
  keep(key: string, value: unknown, readAt: number): Promise<void>;
  /** From now on the value counts as changed: neither the kept value nor a reading that began before now is used again. */
  forget(key: string): Promise<void>;
}

interface Item {
  readonly readAt: number;
  /** Absent if it was forgotten. */
  readonly value?: unknown;
}

const sk = 'reading';
const freshMs = 5 * 60_000;
const lastMs = 15 * 60_000;
/** The record outlives its value, so that a slow reading still finds a newer one. Seconds. */
const keptSeconds = 3600;

/** Records `<key>` / `reading`. The age is checked on reading: DynamoDB may remove a record two days late. */
export function sharedReadings(table: Table, now: () => number): SharedReadings {
  async function put(key: string, item: Item, condition: string): Promise<void> {
    const expiresAt = Math.ceil(item.readAt / 1000) + keptSeconds;
    await putIf(
      table,
      { pk: key, sk, ...item, expiresAt },
      {
        ConditionExpression: `attribute_not_exists(pk) OR readAt ${condition} :readAt`,
        ExpressionAttributeValues: { ':readAt': item.readAt },
      },
    );
  }

  async function within<Value>(key: string, ms: number) {
    const item = await getRecord<Item>(table, key, sk);
    if (item?.value === undefined) return undefined;
    const { value, readAt } = item;
    const age = now() - readAt;
    // A time in the future comes from a wrong clock and would be trusted for too long.
    return age >= 0 && age < ms ? { value: value as Value, readAt } : undefined;
  }

  return {
    async fresh<Value>(key: string) {
      return (await within<Value>(key, freshMs))?.value;
    },
    last: (key) => within(key, lastMs),
    keep: (key, value, readAt) => put(key, { readAt, value }, '<'),
    // Within the same millisecond nobody knows which came first, so the value must be read again.
    forget: (key) => put(key, { readAt: now() }, '<='),
  };
}
