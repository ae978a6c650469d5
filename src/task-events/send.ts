import type { Message } from '../views/message.ts';

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
