import type { Target } from '../ecs/target.ts';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import { newRecord } from '../episodes/new-record.ts';
import { loadEpisode } from '../store/load-episode.ts';
import { saveEpisode } from '../store/save-episode.ts';
import type { Table } from '../store/table.ts';

/** Tries against others who save the same record at the same time. */
const mostTries = 20;

/** What saving a record needs. */
export interface RecordStore {
  readonly table: Table;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Loads the target's record, changes it and saves it, again from the start whenever somebody else was faster. Nothing
 * is saved when `change` gives back the very same object.
 * @throws Error when the record is still contended after twenty tries
 */
export async function changeRecord(
  { table, now }: RecordStore,
  target: Target,
  change: (record: EpisodeRecord) => EpisodeRecord,
): Promise<EpisodeRecord> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const record = (await loadEpisode(table, target)) ?? newRecord(target);
    const changed = change(record);
    if (changed === record) return record;
    const saved = await saveEpisode(table, changed, now());
    if (saved !== undefined) return saved;
  }
  throw new Error('The episode could not be saved: too many others saved it at the same time.');
}
