import type { EpisodeRecord } from './episode-record.ts';
import type { Fact } from './fact.ts';
import { keepLastEdit } from './keep-last-edit.ts';
import { merge } from './merge.ts';
import { newDelivery } from './new-delivery.ts';

/** Where an episode that nobody asked for is told, and the time, epoch milliseconds. */
export interface MergeContext {
  readonly defaultChannel: string;
  readonly now: number;
}

/**
 * The record with these facts; the very same object when they add nothing. A fact that opens a new episode gives it a
 * message of its own and leaves what was unsent of the one before as a last edit.
 */
export function mergeRecord(
  record: EpisodeRecord,
  facts: readonly Fact[],
  { defaultChannel, now }: MergeContext,
): EpisodeRecord {
  const episode = merge(record.episode, facts);
  if (episode === record.episode) return record;
  const opened = episode.number !== record.episode.number;
  const delivery = opened ? newDelivery(defaultChannel) : record.delivery;
  return {
    ...record,
    episode,
    ...(delivery && { delivery: { ...delivery, pending: true } }),
    lastEdits: opened ? keepLastEdit(record) : record.lastEdits,
    freshAt: facts.some(({ kind }) => kind !== 'answer') ? now : record.freshAt,
    lookAt: opened ? 0 : record.lookAt,
  };
}
