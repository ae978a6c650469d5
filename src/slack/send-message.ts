import type { WebClient } from '@slack/web-api';
import type { Message } from '../views/message.ts';
import { plainMessage } from './plain-message.ts';
import { slackErrorCode } from './slack-error-code.ts';

/**
 * Where a message goes: a new one in a channel, or with `ts` the one that is there already, or with `thread` a reply to the one of
 * this `ts` that the channel shows too.
 */
export interface Place {
  readonly channel: string;
  readonly ts?: string;
  readonly thread?: string;
}

/** Slack's words for a block that it does not take. */
const refusedBlocks = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);

/**
 * chat.postMessage, or chat.update with a `ts`; answers with the message's `ts`. When Slack refuses a block, the same
 * content goes out at once as plain sections, so that nothing is lost to a block. Throws web-api's error.
 */
export async function sendMessage(web: WebClient, place: Place, message: Message): Promise<string> {
  try {
    return await send(web, place, message);
  } catch (error) {
    if (!refusedBlocks.has(slackErrorCode(error) ?? '')) throw error;
    return send(web, place, plainMessage(message));
  }
}

async function send(
  web: WebClient,
  { channel, ts, thread }: Place,
  { text, blocks }: Message,
): Promise<string> {
  // Names in a story are no links, and a message that edits itself must not unfurl any.
  const content = { channel, text, blocks, unfurl_links: false, unfurl_media: false };
  if (thread !== undefined) {
    const reply = { ...content, thread_ts: thread, reply_broadcast: true } as const;
    return (await web.chat.postMessage(reply)).ts ?? '';
  }
  const answer =
    ts === undefined
      ? await web.chat.postMessage(content)
      : await web.chat.update({ channel, ts, text, blocks });
  return answer.ts ?? ts ?? '';
}
