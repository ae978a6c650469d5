import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../aws/ecs/target.ts';
import type { Message } from '../views/blocks.ts';
import type { ChannelNotice } from './incoming.ts';

/** What became of sending a message. */
export type SendResult =
  | { readonly type: 'sent'; readonly ts: string }
  /** Not sent, and nothing before so many seconds: Slack is out of reach or asked to wait. */
  | { readonly type: 'later'; readonly seconds?: number; readonly error: string }
  /** The answer is lost: it may have been sent. */
  | { readonly type: 'unknown'; readonly error: string }
  /** Slack will not take it, now or later: the message or the channel is gone, or closed to the bot, or the token refused. */
  | { readonly type: 'gone'; readonly error: string };

/** A notification that belongs to a message that stands there. */
export interface Reply {
  /** The message's `ts`; absent where nobody knows it. */
  readonly to?: string;
  /** What is posted as a message of its own where its thread takes no reply; `link` leads to it where there is one. */
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

/** The longest delay of an SQS message, in seconds. */
const mostSeconds = 900;

/** "Look again at this target's episode in n seconds": a delayed message on the events queue, whole seconds, 0 to 900. */
export async function queueNudge(
  { sqs, queueUrl }: NudgeQueue,
  target: Target,
  seconds: number,
): Promise<void> {
  const nudge = { source: 'ecs-ops-bot', 'detail-type': 'Nudge', detail: { target } };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(nudge),
      DelaySeconds: Math.min(Math.max(Math.ceil(seconds), 0), mostSeconds),
    }),
  );
}

/** "Look in so many milliseconds for mutes that ended": a delayed message on the events queue. */
export async function queueMuteEnd({ sqs, queueUrl }: NudgeQueue, inMs: number): Promise<void> {
  const DelaySeconds = Math.min(Math.max(Math.ceil(inMs / 1000), 0), mostSeconds);
  const MessageBody = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Mute End', detail: {} });
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds }));
}

/** Has the events function post this once; it comes again while Slack is away, and at last waits in the dead-letter queue. */
export async function queueNotice({ sqs, queueUrl }: NudgeQueue, notice: ChannelNotice): Promise<void> {
  const event = { source: 'ecs-ops-bot', 'detail-type': 'Notice', detail: notice };
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(event) }));
}
