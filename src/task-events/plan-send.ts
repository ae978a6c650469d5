import type { EpisodeRecord, Sending } from '../episodes/episode-record.ts';
import type { Severity } from '../episodes/episode-story.ts';
import type { ChannelWords } from './channel-words.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { type Rendered, render } from './render.ts';
import { notifiedOf, unanswered } from './rises.ts';
import { withDelivery } from './with-delivery.ts';

/** Edits that are no news of their own follow the last one after this long. */
const trailMs = 3000;
/** Posts whose answer was lost: one more could be the third of the same message. */
const mostTries = 2;

/** What is sent now: an episode's message, or with `rise` the notification that it got as bad as that. */
export type Turn = Outgoing & Rendered & { readonly urgent: boolean; readonly rise?: Severity };

/** What to send of a record now, or when. */
export interface SendPlan {
  /** The record, with what turned out to be nothing new marked as sent. */
  readonly record: EpisodeRecord;
  readonly now?: Turn;
  /** When there will be something to send, epoch milliseconds. */
  readonly at?: number;
  /** Messages and notifications that are never posted: the answers to both their posts were lost. */
  readonly givenUp: readonly Outgoing[];
}

/**
 * Looks through the record's messages and the notifications that are due: the first that may be sent now, else when the next
 * one may.
 */
export function planSend(record: EpisodeRecord, now: number, words: ChannelWords): SendPlan {
  let planned = record;
  let next: number | undefined;
  const givenUp: Outgoing[] = [];
  for (const each of outgoing(record)) {
    const { episode, delivery } = each;
    const { pending, gone, rise } = delivery;
    if ((!pending || gone !== undefined) && rise === undefined) continue;
    const id = { number: episode.number, channel: delivery.channel };
    const rendered = render(episode, words(delivery.channel));
    for (const one of dueOf(each, rendered)) {
      const at = sendTime(one, now);
      if (at === undefined) {
        if (isPost(one)) givenUp.push(each);
        planned = withDelivery(planned, id, (known) =>
          one.rise === undefined
            ? { ...known, ...(isPost(one) ? lost(one) : { pending: false }) }
            : notifiedOf(known, one.rise),
        );
      } else if (at <= now) {
        return { record: planned, now: one, givenUp };
      } else {
        next = Math.min(next ?? at, at);
      }
    }
  }
  return { record: planned, givenUp, ...(next !== undefined && { at: next }) };
}

/** The message before the notification of it: who follows that finds it as it is. */
function dueOf(each: Outgoing, rendered: Rendered): Turn[] {
  const { pending, gone, rise } = each.delivery;
  const turn = { ...each, ...rendered };
  return [
    ...(pending && gone === undefined ? [{ ...turn, urgent: isUrgent(each, rendered) }] : []),
    ...(rise === undefined ? [] : [{ ...turn, urgent: true, rise: rise.level }]),
  ];
}

function isPost({ rise, delivery }: Turn): boolean {
  return rise !== undefined || delivery.ts === undefined;
}

/** Whether the message stands there twice or not at all, nobody knows: it counts as told. */
function lost({ severity }: Rendered) {
  return { gone: unanswered, notified: severity };
}

/** When it may go out; undefined when it shows everything already, or can never be posted any more. */
function sendTime(turn: Turn, now: number): number | undefined {
  const { delivery, digest, headline, rise } = turn;
  const sending: Sending = (rise === undefined ? undefined : delivery.rise) ?? delivery;
  const { lease, tries, notBefore } = sending;
  if (rise === undefined && digest === delivery.sentDigest) return undefined;
  if (lease && lease.until > now) return lease.until;
  if (isPost(turn) && tries >= mostTries) return undefined;
  const trails = !isPost(turn) && headline === delivery.sentHeadline;
  const ready = Math.max(notBefore, trails ? delivery.sentAt + trailMs : 0);
  if (sending.turn === undefined || (turn.urgent && !sending.turn.urgent)) return ready;
  return Math.max(ready, sending.turn.at);
}

/** First posts, failures, closings and the end of what somebody asked for go before what is only progress. */
function isUrgent({ episode, delivery }: Outgoing, { isProblem, isAwaited }: Rendered): boolean {
  const fails = isProblem && delivery.sentProblem !== true;
  const ends = isAwaited && delivery.sentAwaited !== true;
  return delivery.ts === undefined || episode.phase === 'closed' || fails || ends;
}
