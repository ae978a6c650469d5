import type { EpisodeRecord } from '../episodes/episode-record.ts';
import { type StartEpisodeOptions, startEpisode } from '../episodes/start-episode.ts';
import { changeRecord, type RecordStore } from './change-record.ts';

/**
 * Saves the episode of a change whose first message was posted. A change that has its episode already keeps it, so
 * that a job may come twice.
 */
export function openChangeEpisode(
  store: RecordStore,
  options: Omit<StartEpisodeOptions, 'previous'>,
): Promise<EpisodeRecord> {
  return changeRecord(store, options.target, (previous) =>
    previous.episode.cause?.changeId === options.cause.changeId
      ? previous
      : startEpisode({ ...options, previous }),
  );
}
