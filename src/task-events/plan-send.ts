import type { EpisodeRecord } from '../episodes/episode-record.ts';
import type { ChannelWords } from './channel-words.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { type Rendered, render } from './render.ts';
import { withDelivery } from './with-delivery.ts';

/** Edits that are no news of their own follow the last one after this long. */
const trailMs = 3000;
/** Posts whose answer was lost: one more could be the third of the same message. */
const mostTries = 2;

/** What to send of a record now, or when. */
export interface SendPlan {
  /** The record, with what turned out to be nothing new marked as sent. */
  readonly record: EpisodeRecord;
  readonly now?: Outgoing & Rendered & { readonly urgent: boolean };
  /** When there will be something to send, epoch milliseconds. */
  readonly at?: number;
  /** Messages that are never posted: the answers to both their posts were lost. */
  readonly givenUp: readonly Outgoing[];
}

/** Looks through the record's messages: the first that may be sent now, else when the next one may. */
export function planSend(record: EpisodeRecord, now: number, words: ChannelWords): SendPlan {
  let planned = record;
  let next: number | undefined;
  const givenUp: Outgoing[] = [];
  for (const each of outgoing(record)) {
    const { episode, delivery } = each;
    const id = { number: episode.number, channel: delivery.channel };
    if (!delivery.pending || delivery.gone !== undefined) continue;
    const rendered = render(episode, words(delivery.channel));
    const at = sendTime(each, rendered, now);
    if (at === undefined) {
      const isShown = delivery.ts !== undefined;
      if (!isShown) givenUp.push(each);
      const settled = isShown ? { pending: false } : { gone: 'unanswered' };
      planned = withDelivery(planned, id, (one) => ({ ...one, ...settled }));
    } else if (at <= now) {
      return { record: planned, now: { ...each, ...rendered, urgent: isUrgent(each, rendered) }, givenUp };
    } else {
      next = Math.min(next ?? at, at);
    }
  }
  return { record: planned, givenUp, ...(next !== undefined && { at: next }) };
}

/** When the message may go out; undefined when it shows everything already, or can never be posted any more. */
function sendTime(outgoing: Outgoing, rendered: Rendered, now: number): number | undefined {
  const { lease, ts, tries, sentDigest, sentHeadline, sentAt, notBefore, turn } = outgoing.delivery;
  if (rendered.digest === sentDigest) return undefined;
  if (lease && lease.until > now) return lease.until;
  if (ts === undefined && tries >= mostTries) return undefined;
  const trails = ts !== undefined && rendered.headline === sentHeadline;
  const ready = Math.max(notBefore, trails ? sentAt + trailMs : 0);
  if (turn === undefined || (isUrgent(outgoing, rendered) && !turn.urgent)) return ready;
  return Math.max(ready, turn.at);
}

/** First posts, failures, closings and the end of what somebody asked for go before what is only progress. */
function isUrgent({ episode, delivery }: Outgoing, { isProblem, isAwaited }: Rendered): boolean {
  const fails = isProblem && delivery.sentProblem !== true;
  const ends = isAwaited && delivery.sentAwaited !== true;
  return delivery.ts === undefined || episode.phase === 'closed' || fails || ends;
}
