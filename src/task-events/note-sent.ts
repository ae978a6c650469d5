import type { Delivery, EpisodeRecord, Sending } from '../episodes/episode-record.ts';
import type { Severity } from '../episodes/episode-story.ts';
import type { ChannelWords } from './channel-words.ts';
import { isLost } from './is-lost.ts';
import { outgoing } from './outgoing.ts';
import { type Rendered, render } from './render.ts';
import { notifiedOf } from './rises.ts';
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
  const { number, channel, rise } = sent.id;
  if (rise !== undefined) return withDelivery(record, sent.id, (delivery) => notedRise(delivery, sent, rise));
  const current = outgoing(record).find(
    ({ episode, delivery }) => episode.number === number && delivery.channel === channel,
  );
  if (current === undefined) return record;
  const unsent = render(current.episode, words(channel)).digest !== sent.rendered.digest;
  return withDelivery(record, sent.id, (delivery) => noted(delivery, sent, unsent));
}

/** A notification that Slack will not take is given up: it waits in the dead-letter queue. */
function notedRise(delivery: Delivery, sent: Sent, level: Severity): Delivery {
  const { result, holder } = sent;
  const { rise } = delivery;
  if (result.type === 'sent') return notifiedOf(delivery, level);
  if (rise?.lease?.holder !== holder) return delivery;
  const isOver = result.type === 'gone' || isLost(result, rise);
  return isOver ? notifiedOf(delivery, level) : { ...delivery, rise: failed(rise, sent) };
}

function noted(delivery: Delivery, sent: Sent, unsent: boolean): Delivery {
  const { result, rendered, version, holder, now } = sent;
  const { lease, ...rest } = delivery;
  // The first post notified of what it told.
  const known = delivery.ts === undefined ? { notified: rendered.severity } : {};
  // Somebody else has taken over since: theirs is the word, but for the id of the message.
  if (lease?.holder !== holder) {
    return result.type === 'sent' && delivery.ts === undefined
      ? { ...delivery, ...known, ts: result.ts }
      : delivery;
  }
  if (result.type === 'sent') {
    return {
      ...rest,
      ...known,
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
  }
  const tried = failed(delivery, sent);
  return result.type === 'gone' || isLost(result, delivery) ? { ...tried, gone: result.error } : tried;
}

/** A try that surely came to nothing does not count; one whose answer is lost may stand in the channel. */
function failed<Tried extends Sending>({ lease: _, ...tried }: Tried, { result, now }: Sent) {
  const tries = result.type === 'unknown' ? tried.tries : Math.max(0, tried.tries - 1);
  const asked = result.type === 'later' ? result.seconds : undefined;
  const wait = asked === undefined ? backoff(tried.failures) : asked * 1000;
  return { ...tried, tries, failures: tried.failures + 1, notBefore: now + wait };
}

function backoff(failures: number): number {
  return Math.min(firstWaitMs * 2 ** failures, mostWaitMs);
}
