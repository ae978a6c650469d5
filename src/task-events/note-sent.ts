import type { Delivery, EpisodeRecord } from '../episodes/episode-record.ts';
import type { ChannelWords } from './channel-words.ts';
import { isLost } from './is-lost.ts';
import { outgoing } from './outgoing.ts';
import { type Rendered, render } from './render.ts';
import type { SendResult } from './send.ts';
import { type MessageId, withDelivery } from './with-delivery.ts';

/** What was sent and what came of it. */
export interface Sent {
  readonly id: MessageId;
  /** Of the record that the message was made from. */
  readonly version: number;
  readonly holder: string;
  readonly rendered: Rendered;
  readonly result: SendResult;
  readonly now: number;
}

/** Waits after failures in a row, milliseconds. */
const firstWaitMs = 5000;
const mostWaitMs = 60_000;

/** The result written into the record as it is by now, the lease given back. */
export function noteSent(record: EpisodeRecord, sent: Sent, words: ChannelWords): EpisodeRecord {
  const { number, channel } = sent.id;
  const current = outgoing(record).find(
    ({ episode, delivery }) => episode.number === number && delivery.channel === channel,
  );
  if (current === undefined) return record;
  const unsent = render(current.episode, words(channel)).digest !== sent.rendered.digest;
  return withDelivery(record, sent.id, (delivery) => noted(delivery, sent, unsent));
}

function noted(
  delivery: Delivery,
  { result, rendered, version, holder, now }: Sent,
  unsent: boolean,
): Delivery {
  const { lease, ...rest } = delivery;
  // Somebody else has taken over since: theirs is the word, but for the id of the message.
  if (lease?.holder !== holder) {
    return result.type === 'sent' && delivery.ts === undefined ? { ...delivery, ts: result.ts } : delivery;
  }
  // A try that surely came to nothing does not count; one whose answer is lost may stand in the channel.
  const tries = result.type === 'unknown' ? rest.tries : Math.max(0, rest.tries - 1);
  switch (result.type) {
    case 'sent':
      return {
        ...rest,
        ts: result.ts,
        pending: unsent,
        sentVersion: version,
        sentDigest: rendered.digest,
        sentHeadline: rendered.headline,
        sentProblem: rendered.isProblem,
        sentAwaited: rendered.isAwaited,
        sentAt: now,
        notBefore: 0,
        failures: 0,
      };
    case 'gone':
      return { ...rest, tries, gone: result.error };
    case 'later':
    case 'unknown': {
      const asked = result.type === 'later' ? result.seconds : undefined;
      const wait = asked === undefined ? backoff(rest.failures) : asked * 1000;
      if (isLost(result, delivery)) return { ...rest, tries, gone: result.error };
      return { ...rest, tries, failures: rest.failures + 1, notBefore: now + wait };
    }
  }
}

function backoff(failures: number): number {
  return Math.min(firstWaitMs * 2 ** failures, mostWaitMs);
}
