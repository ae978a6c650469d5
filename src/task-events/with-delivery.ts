import type { Delivery, EpisodeRecord } from '../episodes/episode-record.ts';
import { isUnsent } from '../episodes/is-unsent.ts';

/** Which message of a record: the episode's number and the channel. */
export interface MessageId {
  readonly number: number;
  readonly channel: string;
}

/** The record with the delivery of one message changed. The messages of an earlier episode are forgotten when done. */
export function withDelivery(
  record: EpisodeRecord,
  { number, channel }: MessageId,
  change: (delivery: Delivery) => Delivery,
): EpisodeRecord {
  const changed = (deliveries: readonly Delivery[]) =>
    deliveries.map((delivery) => (delivery.channel === channel ? change(delivery) : delivery));
  if (record.episode.number === number) return { ...record, deliveries: changed(record.deliveries) };
  const lastEdits = record.lastEdits
    .map((edit) =>
      edit.episode.number === number
        ? { ...edit, deliveries: changed(edit.deliveries).filter(isUnsent) }
        : edit,
    )
    .filter(({ deliveries }) => deliveries.length > 0);
  return { ...record, lastEdits };
}
