import { allPending } from './all-pending.ts';
import type { EpisodeRecord } from './episode-record.ts';
import type { Fact } from './fact.ts';
import { keepLastEdit } from './keep-last-edit.ts';
import { merge } from './merge.ts';

/**
 * The record with these facts; the very same object when they add nothing. A fact that opens a new episode leaves what
 * was unsent of the one before as a last edit; who hears of the new one is not known yet. `now` in epoch milliseconds.
 */
export function mergeRecord(record: EpisodeRecord, facts: readonly Fact[], now: number): EpisodeRecord {
  const reported = merge(record.episode, facts.filter(isNews));
  const episode = merge(
    reported,
    facts.filter((fact) => !isNews(fact)),
  );
  if (episode === record.episode) return record;
  const freshAt = reported === record.episode ? record.freshAt : now;
  if (episode.number === record.episode.number) {
    return { ...record, episode, deliveries: allPending(record.deliveries), freshAt };
  }
  const { tags: _, muted: __, ...rest } = record;
  return { ...rest, episode, deliveries: [], lastEdits: keepLastEdit(record), freshAt, lookAt: 0 };
}

/** What we asked for ourselves is no news: else asking would put off the closing that it is asked for. */
function isNews({ kind }: Fact): boolean {
  return kind !== 'answer' && kind !== 'task-definition' && kind !== 'undo-over';
}
