import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../aws/ecs/target.ts';
import type { Message } from '../views/blocks.ts';
import type { ChannelNotice, Undelivered } from './incoming.ts';

/** The result of sending a message. */
export type SendResult =
  | { readonly type: 'sent'; readonly ts: string }
  /** Not sent, and nothing is sent for so many seconds: Slack can't be reached, asked to wait, or refused the token. */
  | { readonly type: 'later'; readonly seconds?: number; readonly error: string }
  /** The answer was lost: it may have been sent. */
  | { readonly type: 'unknown'; readonly error: string }
  /** Slack will not accept it, now or later: the message or the channel is gone, or closed to the bot. */
  | { readonly type: 'gone'; readonly error: string };

/** Slack's errors for a message that is no longer there: somebody removed it, and there is nothing to fix. */
export const removedWords = [
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'block_mismatch',
] as const;

/** Whether Slack's refusal is about this one message, and the channel still accepts others. */
export function isRemoved(error: string): boolean {
  return removedWords.some((word) => word === error);
}

/** A notification that belongs to a message already in the channel. */
export interface Reply {
  /** The message's `ts`; absent if unknown. */
  readonly to?: string;
  /** What is posted as a message of its own if the thread accepts no reply; `link` leads to the message it is about, if there is one. */
  readonly alone: (link: string | undefined) => Message;
}

/** Posts a message in a channel, or edits the one with `ts`, or replies to one so that the channel is notified. Never throws. */
export type Send = (
  place: { readonly channel: string; readonly ts?: string; readonly reply?: Reply },
  message: Message,
) => Promise<SendResult>;

/** The events queue. */
export interface NudgeQueue {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
}

/** "Check this target's episode again in n seconds": a delayed message on the events queue, whole seconds, 0 to `mostSeconds`. */
export function queueNudge(queue: NudgeQueue, target: Target, seconds: number): Promise<void> {
  return sendEvent(queue, 'Nudge', { target }, seconds);
}

/** "Check in so many milliseconds for mutes and freezes that have ended": a delayed message on the events queue. */
export function queueMuteEnd(queue: NudgeQueue, inMs: number): Promise<void> {
  return sendEvent(queue, 'Mute End', {}, inMs / 1000);
}

/** "Check this channel's list of notifications in so many milliseconds": a delayed message on the events queue. */
export function queueRises(queue: NudgeQueue, channel: string, inMs: number): Promise<void> {
  return sendEvent(queue, 'Rises', { channel }, inMs / 1000);
}

/** Has the events function post this once; it is retried while Slack can't be reached, and ends up in the dead-letter queue. */
export function queueNotice(queue: NudgeQueue, notice: ChannelNotice): Promise<void> {
  return sendEvent(queue, 'Notice', notice);
}

/** Puts a message that could not be delivered into the dead-letter queue, as an event that sends it again when redriven. */
export function queueUndelivered(deadLetters: NudgeQueue, undelivered: Undelivered): Promise<void> {
  return sendEvent(deadLetters, 'Undelivered', undelivered);
}

/**
 * The longest delay, in seconds; SQS would allow 900. A delayed message may count as waiting in the queue, and infra/aws/alarms.yml has an alarm for one
 * that waits too long. What is due later is queued again when it comes.
 */
export const mostSeconds = 180;

async function sendEvent({ sqs, queueUrl }: NudgeQueue, type: string, detail: object, seconds?: number) {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': type, detail }),
      ...(seconds !== undefined && {
        DelaySeconds: Math.min(Math.max(Math.ceil(seconds), 0), mostSeconds),
      }),
    }),
  );
}
