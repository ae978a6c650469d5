import { createHash } from 'node:crypto';
import type { Episode } from '../episodes/episode.ts';
import type { Severity } from '../episodes/episode-story.ts';
import { type Delivery, type EpisodeRecord, isUnsent, type Sending } from '../episodes/record.ts';
import { tellEpisode } from '../episodes/story.ts';
import type { News } from '../messages/en/news.ts';
import type { Message } from '../views/blocks.ts';
import { episodeView } from '../views/episode/episode.ts';
import type { ChannelWords } from './deps.ts';
import { notifiedOf, unanswered, withHooksTold } from './rises.ts';

/** Edits that are not news by themselves follow the last one after this long. */
const trailMs = 3000;
/** Posts whose answer was lost: one more could be the third copy of the same message. */
const mostTries = 2;

/** What is sent now: an episode's message, or, with `rise`, the notification that it got this bad. */
export type Turn = Outgoing & Rendered & { readonly urgent: boolean; readonly rise?: Severity };

/** What to send of a record now, or when. */
export interface SendPlan {
  /** The record; messages with nothing new are marked as sent. */
  readonly record: EpisodeRecord;
  readonly now?: Turn;
  /** When there will be something to send, epoch milliseconds. */
  readonly at?: number;
  /** Messages and notifications that are no longer posted: the answers to both their posts were lost. */
  readonly givenUp: readonly Outgoing[];
}

/** Goes through the record's messages and the notifications that are due: picks the first that may be sent now, else says when the next one may. */
export function planSend(
  record: EpisodeRecord,
  now: number,
  words: ChannelWords,
  answersHooks: boolean,
): SendPlan {
  let planned = record;
  let next: number | undefined;
  const givenUp: Outgoing[] = [];
  for (const each of outgoing(record)) {
    const { episode, delivery } = each;
    const { pending, gone, rise } = delivery;
    if ((!pending || gone !== undefined) && rise === undefined) continue;
    const id = { number: episode.number, channel: delivery.channel };
    const rendered = render(episode, words(delivery.channel), answersHooks);
    for (const one of dueOf(each, rendered)) {
      const at = sendTime(one, now);
      if (at === undefined) {
        if (isPost(one)) givenUp.push(each);
        planned =
          one.rise === undefined
            ? withDelivery(planned, id, (known) =>
                isPost(one) ? lost(known, one) : { ...known, pending: false },
              )
            : withNotified(planned, one, one.rise);
      } else if (at <= now) {
        return { record: planned, now: one, givenUp };
      } else {
        next = Math.min(next ?? at, at);
        // While nobody knows whether the first post arrived, what got worse since waits: the next post may tell it.
        if (isPost(one)) break;
      }
    }
  }
  return { record: planned, givenUp, ...(next !== undefined && { at: next }) };
}

/** The message comes before its notification, so that whoever follows the notification finds it up to date. */
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

/** Nobody knows whether the message is there twice or not at all: it counts as posted, at the level that the last try told. */
function lost(delivery: Delivery, { severity }: Rendered): Delivery {
  return notifiedOf({ ...delivery, gone: unanswered }, delivery.notified ?? severity);
}

/** When it may be sent; undefined if it shows everything already, or must not be posted any more. */
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

/** First posts, failures, closings and the end of what somebody asked for go before mere progress. */
function isUrgent({ episode, delivery }: Outgoing, { isProblem, isAwaited }: Rendered): boolean {
  const fails = isProblem && delivery.sentProblem !== true;
  const ends = isAwaited && delivery.sentAwaited !== true;
  return delivery.ts === undefined || episode.phase === 'closed' || fails || ends;
}

/** A message of a record: of its current episode, or of an earlier one that waits for its last edit. */
interface Outgoing {
  readonly episode: Episode;
  readonly delivery: Delivery;
}

/** The messages that a record may have to send, earlier episodes first. */
export function outgoing({ lastEdits, episode, deliveries }: EpisodeRecord): Outgoing[] {
  return [...lastEdits, { episode, deliveries }].flatMap((told) =>
    told.deliveries.map((delivery) => ({ episode: told.episode, delivery })),
  );
}

/** An episode's message, a short digest of it, and what its story says about how to send it. */
export interface Rendered {
  readonly message: Message;
  readonly digest: string;
  readonly headline: string;
  readonly isProblem: boolean;
  /** A change that somebody asked for is done: healed, scaled. They are waiting to see it. */
  readonly isAwaited: boolean;
  readonly severity: Severity;
  /** Ids of the hooks that wait for a person. */
  readonly asks: readonly string[];
}

/** Renders an episode; the digest shows whether two renderings are the same. */
export function render(episode: Episode, messages: News, answersHooks: boolean): Rendered {
  const message = episodeView(episode, messages, answersHooks);
  const digest = createHash('sha256').update(JSON.stringify(message)).digest('base64url').slice(0, 16);
  const { headline, isProblem, reached, severity, asks } = tellEpisode(episode);
  const isAwaited = reached && episode.cause !== undefined;
  const hooks = asks.map(({ id }) => id);
  return { message, digest, headline, isProblem, isAwaited, severity, asks: hooks };
}

/** Which message of a record: the episode's number and the channel. */
export interface MessageId {
  readonly number: number;
  readonly channel: string;
  /** Set for the notification of this level; absent for the episode's message itself. */
  readonly rise?: Severity;
}

/** The record with the delivery of one message changed. The messages of an earlier episode are removed when done. */
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

/** The record after a channel was notified by this turn: of the level, and of the hooks that wait for a person. */
export function withNotified(
  record: EpisodeRecord,
  { episode, delivery: { channel, rise } }: Outgoing,
  level: Severity,
): EpisodeRecord {
  const id = { number: episode.number, channel };
  const notified = withDelivery(record, id, (known) => notifiedOf(known, level));
  return withHooksTold(notified, channel, rise?.hooks);
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
