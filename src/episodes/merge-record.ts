import type { Delivery, EpisodeRecord } from './episode-record.ts';
import type { Fact } from './fact.ts';
import { keepLastEdit } from './keep-last-edit.ts';
import { merge } from './merge.ts';
import { newDelivery } from './new-delivery.ts';

/** Where an episode that nobody asked for is told (empty: nowhere), and the time, epoch milliseconds. */
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
  const reported = merge(record.episode, facts.filter(isNews));
  const episode = merge(
    reported,
    facts.filter((fact) => !isNews(fact)),
  );
  if (episode === record.episode) return record;
  const opened = episode.number !== record.episode.number;
  const { delivery: before, ...rest } = record;
  const delivery = opened ? openingDelivery(defaultChannel) : before;
  return {
    ...rest,
    episode,
    ...(delivery && { delivery: { ...delivery, pending: true } }),
    lastEdits: opened ? keepLastEdit(record) : record.lastEdits,
    freshAt: reported === record.episode ? record.freshAt : now,
    lookAt: opened ? 0 : record.lookAt,
  };
}

function openingDelivery(channel: string): Delivery | undefined {
  return channel === '' ? undefined : newDelivery(channel);
}

/** What we asked for ourselves is no news: else asking would put off the closing that it is asked for. */
function isNews({ kind }: Fact): boolean {
  return kind !== 'answer' && kind !== 'health-check';
}
