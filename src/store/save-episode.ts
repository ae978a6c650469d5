import type { EpisodeRecord } from '../episodes/episode-record.ts';
import { fitRecord } from '../episodes/fit-record.ts';
import { hasUnsent } from '../episodes/has-unsent.ts';
import { episodeKey } from './episode-key.ts';
import { putVersioned } from './put-versioned.ts';
import type { Table } from './table.ts';

/** How long the table keeps what is not open any more, in seconds: a late event is still told from a new one. */
const keptSeconds = 7 * 24 * 3600;

/**
 * Saves the record over the version that it was read with and gives back the saved one, one version higher; undefined
 * when somebody else saved meanwhile. `now` is in epoch milliseconds. A closed episode stays in the index `open` until
 * its last state is sent: so the sweep finds it.
 */
export async function saveEpisode(
  table: Table,
  unfitted: EpisodeRecord,
  now: number,
): Promise<EpisodeRecord | undefined> {
  const { version, ...record } = fitRecord(unfitted);
  const { target, phase } = record.episode;
  const isOpen = phase === 'open' || hasUnsent(record);
  const end = isOpen ? { open: 'open' } : { expiresAt: Math.ceil(now / 1000) + keptSeconds };
  const saved = await putVersioned(table, { ...episodeKey(target), ...end, record }, version);
  return saved ? { version: version + 1, ...record } : undefined;
}
