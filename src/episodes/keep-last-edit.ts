import type { EpisodeRecord, LastEdit } from './episode-record.ts';
import { noFacts } from './fact-set.ts';
import { foldTasks } from './fold-tasks.ts';
import { isUnsent } from './is-unsent.ts';

/** Messages of replaced episodes that still wait for their last edit, and tasks that each keeps in full. */
const mostEdits = 3;
const mostTasks = { ended: 8, live: 8 };

/** What is left to send when a newer episode takes this record's place. */
export function keepLastEdit({ episode, deliveries, lastEdits }: EpisodeRecord): readonly LastEdit[] {
  const unsent = deliveries.filter(isUnsent);
  if (unsent.length === 0) return lastEdits;
  const kept = { ...episode, loose: noFacts, facts: foldTasks(episode.facts, mostTasks) };
  return [...lastEdits, { episode: kept, deliveries: unsent }].slice(-mostEdits);
}
