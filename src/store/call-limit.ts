import { getRecord, putVersioned, type Table } from './table.ts';

/** At most this many calls within any period of this length. */
interface CallLimit {
  readonly most: number;
  readonly ms: number;
}

interface Calls {
  readonly times: readonly number[];
  readonly version: number;
}

/**
 * Counts a call against a limit that all instances share: 0 if it may be made, else the seconds until one may. A caller that keeps meeting others at
 * the record counts as over the limit. `now` in epoch milliseconds.
 */
export async function takeCall(
  table: Table,
  name: string,
  { most, ms }: CallLimit,
  now: number,
): Promise<number> {
  const key = { pk: `limit#${name}`, sk: 'calls' };
  for (let tries = 0; tries < 4; tries += 1) {
    const known = await getRecord<Calls>(table, key.pk, key.sk);
    const times = (known?.times ?? []).filter((at) => at > now - ms);
    const first = times[times.length - most];
    if (first !== undefined) return Math.max(1, Math.ceil((first + ms - now) / 1000));
    const expiresAt = Math.ceil((now + ms) / 1000) + 60;
    if (await putVersioned(table, { ...key, times: [...times, now], expiresAt }, known?.version ?? 0))
      return 0;
  }
  return 1;
}
