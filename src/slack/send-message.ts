import type { WebClient } from '@slack/web-api';
import type { Message } from '../views/message.ts';
import { SlackFailed } from './errors.ts';
import { untilTaken } from './plain-message.ts';

/**
 * Where a message goes: a new one in a channel, or with `ts` the one that is there already, or with `thread` a reply to the one of
 * this `ts` that the channel shows too.
 */
export interface Place {
  readonly channel: string;
  readonly ts?: string;
  readonly thread?: string;
}

/**
 * chat.postMessage, or chat.update with a `ts`; answers with the message's `ts`. When Slack refuses a block, the same
 * content goes out at once as plain sections, so that nothing is lost to a block. Throws web-api's error; SlackFailed for a post
 * that Slack took without saying its `ts`.
 */
export function sendMessage(web: WebClient, place: Place, message: Message): Promise<string> {
  return untilTaken(message, (form) => send(web, place, form));
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
    return posted(await web.chat.postMessage(reply));
  }
  if (ts === undefined) return posted(await web.chat.postMessage(content));
  return (await web.chat.update({ channel, ts, text, blocks })).ts || ts;
}

/** Without its `ts` a message can't be edited, and nobody knows whether it stands. */
function posted({ ts }: { readonly ts?: string }): string {
  if (ts) return ts;
  const failure = { kind: 'broken', code: 'no_ts', answerLost: true } as const;
  throw new SlackFailed('chat.postMessage was answered without a ts', failure);
}
