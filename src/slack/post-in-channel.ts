import type { WebClient } from '@slack/web-api';
import { CannotPost } from '../changes/cannot-post.ts';
import type { Message } from '../views/message.ts';
import { slackRefusal } from './errors.ts';
import { sendMessage } from './send-message.ts';

/** Posts a message and gives its `ts`. Throws CannotPost where Slack refuses it for good, else web-api's error. */
export async function postInChannel(web: WebClient, channel: string, message: Message): Promise<string> {
  if (channel === '') throw new CannotPost(channel);
  try {
    return await sendMessage(web, { channel }, message);
  } catch (error) {
    const refusal = slackRefusal(error);
    throw refusal === undefined ? error : new CannotPost(channel, refusal, { cause: error });
  }
}
