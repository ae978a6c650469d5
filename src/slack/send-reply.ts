import type { WebClient } from '@slack/web-api';
import type { Reply } from '../task-events/send.ts';
import type { Message } from '../views/message.ts';
import { isThreadRefused } from './errors.ts';
import { sendMessage } from './send-message.ts';

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
    if (!isThreadRefused(error)) throw error;
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
