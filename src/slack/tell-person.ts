import type { WebClient } from '@slack/web-api';
import type { Caller } from '../commands/caller.ts';
import type { Message } from '../views/message.ts';
import { plainMessage } from './plain-message.ts';
import { slackErrorCode } from './slack-error-code.ts';

/** Where an ephemeral message can't be shown: then the person reads it in a direct message. */
const notThere = new Set([
  'user_not_in_channel',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
]);

/** Tells one person, without a response_url: an ephemeral message where they asked, else a direct message. */
export async function tellPerson(
  web: WebClient,
  { channelId, userId }: Caller,
  message: Message,
): Promise<void> {
  try {
    await withPlainFallback(message, (content) =>
      web.chat.postEphemeral({ channel: channelId, user: userId, ...content }),
    );
  } catch (error) {
    if (!notThere.has(slackErrorCode(error) ?? '')) throw error;
    const { channel } = await web.conversations.open({ users: userId });
    await withPlainFallback(message, (content) =>
      web.chat.postMessage({ channel: channel?.id ?? userId, ...content }),
    );
  }
}

async function withPlainFallback(
  message: Message,
  send: (content: Message) => Promise<unknown>,
): Promise<void> {
  try {
    await send(message);
  } catch (error) {
    if (slackErrorCode(error) !== 'invalid_blocks') throw error;
    await send(plainMessage(message));
  }
}
