import type { WebClient } from '@slack/web-api';
import type { Reply } from '../task-events/send.ts';
import type { Message } from '../views/message.ts';
import { slackErrorCode } from './errors.ts';
import { sendMessage } from './send-message.ts';

/**
 * Slack's words for a thread that takes no reply, while the channel still takes messages: the message is gone or of a kind without
 * a thread, an administrator locked the thread, the channel has none.
 */
const refusedThread = new Set([
  'cannot_reply_to_message',
  'thread_not_found',
  'thread_locked',
  'message_not_found',
  'invalid_thread_ts',
  'restricted_action_thread_locked',
  'restricted_action_non_threadable_channel',
]);

/**
 * A reply in the thread of `to` that the channel shows too, so that it notifies; where the thread refuses it, a message of its own
 * with a link. Answers with its `ts`. Throws web-api's error.
 */
export async function sendReply(
  web: WebClient,
  channel: string,
  { to, alone }: Reply,
  message: Message,
): Promise<string> {
  if (to === undefined) return sendMessage(web, { channel }, alone(undefined));
  try {
    return await sendMessage(web, { channel, thread: to }, message);
  } catch (error) {
    if (!refusedThread.has(slackErrorCode(error) ?? '')) throw error;
    return sendMessage(web, { channel }, alone(await permalink(web, channel, to)));
  }
}

/** A link is a comfort: of a message that was deleted there is none. */
async function permalink(web: WebClient, channel: string, ts: string): Promise<string | undefined> {
  try {
    return (await web.chat.getPermalink({ channel, message_ts: ts })).permalink;
  } catch {
    return undefined;
  }
}
