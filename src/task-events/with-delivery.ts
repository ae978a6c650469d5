import type { Delivery, EpisodeRecord, Sending } from '../episodes/episode-record.ts';
import type { Severity } from '../episodes/episode-story.ts';
import { isUnsent } from '../episodes/is-unsent.ts';

/** Which message of a record: the episode's number and the channel. */
export interface MessageId {
  readonly number: number;
  readonly channel: string;
  /** It is the notification of this level, and not the episode's message itself. */
  readonly rise?: Severity;
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

/** The record with the sending of one message changed: of the episode's own, or of the notification that is due. */
export function withSending(
  record: EpisodeRecord,
  id: MessageId,
  change: <Sent extends Sending>(sending: Sent) => Sent,
): EpisodeRecord {
  return withDelivery(record, id, (delivery) => {
    if (id.rise === undefined) return change(delivery);
    return delivery.rise === undefined ? delivery : { ...delivery, rise: change(delivery.rise) };
  });
}
