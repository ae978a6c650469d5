import type { Target } from '../ecs/target.ts';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import type { OutcomeFact } from '../episodes/fact.ts';
import { mergeRecord } from '../episodes/merge-record.ts';
import { changeRecord, type RecordStore } from './change-record.ts';

/**
 * Records how a change ended in the episode that it caused; the events function tells it in the episode's message (a
 * nudge makes it look at once). Does nothing when the target's episode is another one by now. Doing it again is harmless.
 */
export function recordFact(store: RecordStore, target: Target, fact: OutcomeFact): Promise<EpisodeRecord> {
  return changeRecord(store, target, (record) => mergeRecord(record, [fact], store.now()));
}
