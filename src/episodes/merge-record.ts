import { allPending } from './all-pending.ts';
import { fits, isSteady, newestFactAt } from './closing.ts';
import type { Episode } from './episode.ts';
import type { EpisodeRecord } from './episode-record.ts';
import type { Fact } from './fact.ts';
import { keepLastEdit } from './keep-last-edit.ts';
import { merge } from './merge.ts';
import { undoEndsAt } from './undo-ends-at.ts';

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
  const isFresh = reported !== record.episode;
  const { steadySince: _, fitsSince: __, ...before } = record;
  const merged = {
    ...before,
    episode,
    ...(isFresh && { freshAt: now, lookAt: 0 }),
    ...steadySince(record, episode, isFresh ? now : record.freshAt),
  };
  if (episode.number === record.episode.number) {
    return { ...merged, deliveries: allPending(record.deliveries) };
  }
  const { tags: ___, muted: ____, ...rest } = merged;
  return { ...rest, deliveries: [], lastEdits: keepLastEdit(withoutUndo(record)) };
}

/** A message that is left behind is not looked at again: it offers no undo that nobody would take away. */
function withoutUndo(record: EpisodeRecord): EpisodeRecord {
  const { episode, deliveries } = record;
  if (undoEndsAt(episode) === undefined) return record;
  return { ...record, episode: { ...episode, undoOver: true }, deliveries: allPending(deliveries) };
}

function steadySince(
  record: EpisodeRecord,
  episode: Episode,
  freshAt: number,
): Pick<EpisodeRecord, 'steadySince' | 'fitsSince'> {
  const { answer, cause } = episode;
  const newest = newestFactAt({ episode, freshAt });
  if (answer === undefined || answer.at <= newest || !fits(answer, cause)) return {};
  const since = (known = 0) => (known > newest ? known : answer.at);
  const fitsSince = since(record.fitsSince);
  return isSteady(answer, cause) ? { fitsSince, steadySince: since(record.steadySince) } : { fitsSince };
}

/** What we asked for ourselves is no news: else asking would put off the closing that it is asked for. */
function isNews({ kind }: Fact): boolean {
  return kind === 'task' || kind === 'deployment' || kind === 'service-action' || kind === 'outcome';
}
