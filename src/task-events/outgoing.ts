import type { Episode } from '../episodes/episode.ts';
import type { Delivery, EpisodeRecord } from '../episodes/episode-record.ts';

/** A message of a record: of its current episode, or of an earlier one that waits for its last edit. */
export interface Outgoing {
  readonly episode: Episode;
  readonly delivery: Delivery;
}

/** The messages that a record may have to send, earlier episodes first. */
export function outgoing({ lastEdits, episode, deliveries }: EpisodeRecord): Outgoing[] {
  return [...lastEdits, { episode, deliveries }].flatMap((told) =>
    told.deliveries.map((delivery) => ({ episode: told.episode, delivery })),
  );
}
