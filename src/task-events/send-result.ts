import { targetName } from '../aws/ecs/target.ts';
import type { Severity } from '../episodes/episode-story.ts';
import type { Delivery, EpisodeRecord, Sending } from '../episodes/record.ts';
import type { ChannelWords, Deps } from './deps.ts';
import { isRemoved, queueNotice, queueUndelivered, type SendResult } from './queue.ts';
import { notifiedOf, withHooksTold } from './rises.ts';
import { type MessageId, outgoing, type Rendered, render, type Turn, withDelivery } from './send-plan.ts';

/** What was sent, and the result. */
interface Sent {
  readonly id: MessageId;
  /** The version of the record that the message was made from. */
  readonly version: number;
  readonly holder: string;
  readonly rendered: Rendered;
  readonly result: SendResult;
  /** For a notification: the hooks that it says wait for a person. */
  readonly hooks?: readonly string[];
  readonly now: number;
}

/** Waits after failures in a row, milliseconds. */
const firstWaitMs = 5000;
const mostWaitMs = 60_000;

/** Writes the result into the current record and releases the lease. */
export function noteSent(
  record: EpisodeRecord,
  sent: Sent,
  words: ChannelWords,
  answersHooks: boolean,
): EpisodeRecord {
  const { number, channel, rise } = sent.id;
  const current = outgoing(record).find(
    ({ episode, delivery }) => episode.number === number && delivery.channel === channel,
  );
  if (current === undefined) return record;
  if (rise !== undefined) {
    const noted = withDelivery(record, sent.id, (delivery) => notedRise(delivery, sent, rise));
    return isRiseOver(current.delivery, sent) ? withHooksTold(noted, channel, sent.hooks) : noted;
  }
  const unsent = render(current.episode, words(channel), answersHooks).digest !== sent.rendered.digest;
  return withDelivery(record, sent.id, (delivery) => noted(delivery, sent, unsent));
}

/** A notification that Slack will not accept is given up: it goes to the dead-letter queue. */
function notedRise(delivery: Delivery, sent: Sent, level: Severity): Delivery {
  if (isRiseOver(delivery, sent)) return notifiedOf(delivery, level);
  const { rise } = delivery;
  return rise?.lease?.holder === sent.holder ? { ...delivery, rise: failed(rise, sent) } : delivery;
}

function isRiseOver({ rise }: Delivery, { result, holder }: Sent): boolean {
  if (result.type === 'sent') return true;
  return rise?.lease?.holder === holder && (result.type === 'gone' || isLost(result, rise));
}

function noted(delivery: Delivery, sent: Sent, unsent: boolean): Delivery {
  const { result, rendered, version, holder, now } = sent;
  // The first post also notified the channel.
  const known = delivery.ts === undefined ? notifiedOf(delivery, rendered.severity) : delivery;
  const { lease, ...rest } = known;
  // Somebody else has taken over since: their state wins, except for the id of the message.
  if (lease?.holder !== holder) {
    return result.type === 'sent' && delivery.ts === undefined ? { ...known, ts: result.ts } : delivery;
  }
  if (result.type === 'sent') {
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
  }
  const tried = failed(delivery, sent);
  return result.type === 'gone' || isLost(result, delivery) ? { ...tried, gone: result.error } : tried;
}

/** A try that certainly failed does not count; one whose answer was lost may be in the channel. */
function failed<Tried extends Sending>({ lease: _, ...tried }: Tried, { result, now }: Sent) {
  const tries = result.type === 'unknown' ? tried.tries : Math.max(0, tried.tries - 1);
  const asked = result.type === 'later' ? result.seconds : undefined;
  const wait = asked === undefined ? backoff(tried.failures) : asked * 1000;
  return { ...tried, tries, failures: tried.failures + 1, notBefore: now + wait };
}

function backoff(failures: number): number {
  return Math.min(firstWaitMs * 2 ** failures, mostWaitMs);
}

/** Failed tries in a row, a minute apart in the end: about an hour. */
const mostFailures = 60;

/**
 * Whether the bot stops trying, and a person has to do something before the message can be delivered: invite the bot,
 * unarchive the channel, or wait until Slack is back.
 */
function isLost(result: SendResult, { failures }: Pick<Sending, 'failures'>): boolean {
  if (result.type === 'gone') return !isRemoved(result.error);
  return result.type === 'later' && failures + 1 >= mostFailures;
}

/**
 * Handles a message that Slack did not accept: a log line, a pause for all messages if Slack asked to wait, and the dead-letter queue if the bot
 * stops trying. Call it before the result is noted: otherwise a crash between the two would lose the message.
 */
export async function noteTrouble(
  deps: Deps,
  { episode, delivery, message, rise }: Turn,
  result: Exclude<SendResult, { type: 'sent' }>,
): Promise<void> {
  const { channel, ts } = delivery;
  const { target, number } = episode;
  const lost = isLost(result, (rise === undefined ? undefined : delivery.rise) ?? delivery);
  const level = lost || result.type === 'gone' ? 'error' : 'warn';
  const extra = { target: targetName(target), channel, result: result.type };
  deps.logger[level](`The message was not sent: ${result.error}`, extra);
  if (result.type === 'later' && result.seconds !== undefined) {
    const kind = ts === undefined || rise !== undefined ? 'post' : 'edit';
    await deps.turns.pause({ kind, channel }, result.seconds, deps.now());
  }
  const deadLetters = { sqs: deps.queue.sqs, queueUrl: deps.deadLettersUrl };
  if (rise !== undefined) {
    const about = [rise, ...(delivery.rise?.hooks ?? [])].join(' ');
    const id = `rise ${targetName(target)} ${number} ${about} ${channel}`;
    const isOver = lost || result.type === 'gone';
    if (isOver) await queueNotice(deadLetters, { id, at: deps.now(), channel, message });
  } else if (lost) {
    const place = { target, number, channel, ...(ts !== undefined && { ts }) };
    await queueUndelivered(deadLetters, { ...place, message });
  }
}
