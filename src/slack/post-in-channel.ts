import type { WebClient } from '@slack/web-api';
import { CannotPost } from '../changes/cannot-post.ts';
import type { Message } from '../views/message.ts';
import { sendMessage } from './send-message.ts';
import { slackErrorCode } from './slack-error-code.ts';

/** Slack's words for a channel that the bot may not write in. */
const mayNotPost = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
]);

/** Posts a message and gives its `ts`. Throws CannotPost where the bot may not write, else web-api's error. */
export async function postInChannel(web: WebClient, channel: string, message: Message): Promise<string> {
  if (channel === '') throw new CannotPost(channel);
  try {
    return await sendMessage(web, { channel }, message);
  } catch (error) {
    if (mayNotPost.has(slackErrorCode(error) ?? '')) throw new CannotPost(channel, { cause: error });
    throw error;
  }
}
