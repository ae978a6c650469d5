import type { Delivery, EpisodeRecord } from '../episodes/episode-record.ts';

/** The record with the delivery of episode `number` changed. The message of an earlier episode is forgotten when done. */
export function withDelivery(
  record: EpisodeRecord,
  number: number,
  change: (delivery: Delivery) => Delivery,
): EpisodeRecord {
  if (record.episode.number === number) {
    return record.delivery ? { ...record, delivery: change(record.delivery) } : record;
  }
  const lastEdits = record.lastEdits
    .map((edit) => (edit.episode.number === number ? { ...edit, delivery: change(edit.delivery) } : edit))
    .filter(({ delivery }) => delivery.pending && delivery.gone === undefined);
  return { ...record, lastEdits };
}
