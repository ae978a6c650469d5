import type { WebClient } from '@slack/web-api';
import { CannotPost, Unanswered } from '../changes/card.ts';
import type { Messages } from '../messages/en/index.ts';
import type { MessagesFor } from '../messages/messages-for.ts';
import { cut } from '../messages/mrkdwn.ts';
import type { Language } from '../notifications/settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import { getRecord, putVersioned, type Table } from '../store/table.ts';
import type { Reply, Send, SendResult } from '../task-events/queue.ts';
import { type Message, section } from '../views/blocks.ts';
import { BotClient, type BotToken } from './client.ts';
import { isContentRefused, isThreadRefused, SlackFailed, slackFailure, slackRefusal } from './errors.ts';

/** The catalogue of a channel: in the language set for it, else in the deployed language. */
export type ChannelMessages = (channel: string) => Promise<Messages>;

export function channelMessages(
  settings: Pick<SettingsStore, 'getLanguage'>,
  deployed: Language,
  messagesFor: MessagesFor,
): ChannelMessages {
  return async (channel) => messagesFor((await settings.getLanguage(channel))?.language ?? deployed);
}

/** Sends with the bot's token, and returns the result as a value. */
export function createSend(botToken: BotToken, options: ConstructorParameters<typeof BotClient>[1]): Send {
  const web = new BotClient(botToken, options);
  return async (place, message) => {
    try {
      const { channel, reply } = place;
      const ts = await (reply ? sendReply(web, channel, reply, message) : sendMessage(web, place, message));
      return { type: 'sent', ts };
    } catch (error) {
      return sendFailed(error);
    }
  };
}

/** What an error (of the call, or of reading its token) means for the message. */
function sendFailed(error: unknown): Exclude<SendResult, { type: 'sent' }> {
  const failure = slackFailure(error);
  if (failure === undefined) {
    return { type: 'later', error: error instanceof Error ? error.message : String(error) };
  }
  const { kind, code } = failure;
  if (kind === 'wait') {
    const { seconds } = failure;
    return { type: 'later', error: 'rate_limited', ...(seconds !== undefined && { seconds }) };
  }
  if (kind === 'broken') return { type: failure.answerLost ? 'unknown' : 'later', error: code };
  // The app was installed anew: until somebody has stored the new token the bot has only the old one.
  if (kind === 'token' || kind === 'scope') return { type: 'later', error: code };
  return { type: 'gone', error: code };
}

/**
 * Replies in the thread of `to`, shown in the channel too, so that it notifies. If the thread refuses the reply, posts a separate message with a
 * link. Returns the `ts`. Throws web-api's error.
 */
async function sendReply(
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

/** A link is optional: a deleted message has none. */
export async function permalink(web: WebClient, channel: string, ts: string): Promise<string | undefined> {
  try {
    return (await web.chat.getPermalink({ channel, message_ts: ts })).permalink;
  } catch {
    return undefined;
  }
}

/**
 * Where a message goes: a new one in a channel; with `ts`, the existing message; with `thread`, a reply to the message with that `ts`, shown in the
 * channel too.
 */
interface Place {
  readonly channel: string;
  readonly ts?: string;
  readonly thread?: string;
}

/**
 * chat.postMessage, or chat.update if there is a `ts`; returns the message's `ts`. If Slack rejects a block, the same content goes out at once as
 * plain sections, so nothing is lost because of a block. Throws web-api's error; throws SlackFailed if Slack took a post without returning its `ts`.
 */
export function sendMessage(web: WebClient, place: Place, message: Message): Promise<string> {
  return untilTaken(message, (form) => send(web, place, form));
}

async function send(
  web: WebClient,
  { channel, ts, thread }: Place,
  { text, blocks }: Message,
): Promise<string> {
  // Names in a message are not links, and a message that edits itself must not unfurl any.
  const content = { channel, text, blocks, unfurl_links: false, unfurl_media: false };
  if (thread !== undefined) {
    const reply = { ...content, thread_ts: thread, reply_broadcast: true } as const;
    return posted(await web.chat.postMessage(reply));
  }
  if (ts === undefined) return posted(await web.chat.postMessage(content));
  return (await web.chat.update({ channel, ts, text, blocks })).ts || ts;
}

/** Without its `ts` a message can't be edited, and nobody knows whether it was posted. */
function posted({ ts }: { readonly ts?: string }): string {
  if (ts) return ts;
  const failure = { kind: 'broken', code: 'no_ts', answerLost: true } as const;
  throw new SlackFailed('chat.postMessage was answered without a ts', failure);
}

/** Slack takes 3,000 characters in a section, and 50 blocks in a message, some of which are buttons. */
const sectionLength = 3000;
const mostSections = 40;
/** The limit of chat.update. */
const textLength = 4000;

/** The same content after Slack rejected a block: the text as plain sections, and the original buttons. */
export function plainMessage({ text, blocks }: Message): Message {
  const buttons = blocks.filter(({ type }) => type === 'actions');
  const sections = partsOf(text, sectionLength).slice(0, mostSections);
  return { text: cut(text, textLength), blocks: [...sections.map((part) => section(part)), ...buttons] };
}

/**
 * Sends a message. If Slack rejects its content, sends it again in plainer forms: first as plain sections, then as text alone. So nothing is lost
 * because of a block. Rejects with the last form's error.
 */
export async function untilTaken<Result>(
  message: Message,
  send: (form: Message) => Promise<Result>,
): Promise<Result> {
  try {
    return await send(message);
  } catch (error) {
    if (!isContentRefused(error)) throw error;
  }
  try {
    return await send(plainMessage(message));
  } catch (error) {
    if (!isContentRefused(error)) throw error;
  }
  return send({ text: cut(message.text, sectionLength), blocks: [] });
}

/** What must not be cut in two: an entity (`&amp;`), markup in angle brackets (a link, a mention), a surrogate pair. */
const whole = /&[a-z]{2,4};|<[^<>]{0,2000}>|[\s\S]/gu;

/** The text in parts of at most `most` characters, cut at the end of a line if there is one in the last quarter. */
function partsOf(text: string, most: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const [piece] of text.matchAll(whole)) {
    if (part.length + piece.length > most) {
      const line = part.lastIndexOf('\n') + 1;
      const end = line > most * 0.75 ? line : part.length;
      parts.push(part.slice(0, end));
      part = part.slice(end);
    }
    part += piece;
  }
  return [...parts, part].filter((each) => each !== '');
}

/** In seconds. Longer than a job can wait in the dead-letter queue, so that a redriven job finds what it posted. */
const keptSeconds = 30 * 24 * 3600;
/** A post whose answer was lost may be in the channel. So may a second one; a third is never made. */
const mostTries = 2;
/** Pauses while somebody else is posting it, milliseconds. Who has no answer from Slack by then is dead, or as good as that. */
const pauses = [500, 1500, 3000];

interface Tries {
  readonly tries: number;
  readonly version: number;
  /** The last try has begun, and has not ended as far as is known. */
  readonly isPosting?: true;
  /** Where it was posted, once Slack said so. */
  readonly ts?: string;
}

const keyOf = (cardId: string) => ({ pk: `change#${cardId}`, sk: 'post' });

/** The `ts` of a message posted this way, once Slack returned it. */
export async function postedAt(table: Table, cardId: string): Promise<string | undefined> {
  const { pk, sk } = keyOf(cardId);
  return (await getRecord<Tries>(table, pk, sk))?.ts;
}

/**
 * Posts a message and returns its `ts`. Each try is counted in the table first; a message whose `ts` is known is not posted again. A try that
 * certainly posted nothing does not count. Throws the post's error, Unanswered when two tries got no answer, and an Error when somebody else is
 * posting it right now.
 */
export async function postAtMostTwice(
  { table, now }: { readonly table: Table; readonly now: () => number },
  cardId: string,
  post: () => Promise<string>,
): Promise<string> {
  const { pk, sk } = keyOf(cardId);
  const key = { pk, sk, expiresAt: Math.ceil(now() / 1000) + keptSeconds };
  const { tries = 0, version = 0, ts: known } = (await readTries(table, cardId)) ?? {};
  if (known !== undefined) return known;
  if (tries >= mostTries) throw new Unanswered();
  const isMine = await putVersioned(table, { ...key, tries: tries + 1, isPosting: true }, version);
  if (!isMine) throw new Error('This message is being posted by somebody else');
  let ts: string;
  try {
    ts = await post();
  } catch (error) {
    const failure = slackFailure(error);
    const mayStand = failure?.kind === 'broken' && failure.answerLost;
    await putVersioned(table, { ...key, tries: mayStand ? tries + 1 : tries }, version + 1).catch(
      () => false,
    );
    throw error;
  }
  // This caller already has the `ts`; the record is for the next try.
  await putVersioned(table, { ...key, tries: tries + 1, ts }, version + 1).catch(() => false);
  return ts;
}

/** The tries so far, once the last one has ended: a job may be delivered again while it still runs. */
async function readTries(table: Table, cardId: string): Promise<Tries | undefined> {
  const { pk, sk } = keyOf(cardId);
  let tries = await getRecord<Tries>(table, pk, sk);
  for (const ms of pauses) {
    if (tries?.isPosting !== true) break;
    await new Promise((resolve) => setTimeout(resolve, ms));
    tries = await getRecord<Tries>(table, pk, sk);
  }
  return tries;
}

/** Posts a message and returns its `ts`. Throws CannotPost if Slack refuses it for good, else web-api's error. */
export async function postInChannel(web: WebClient, channel: string, message: Message): Promise<string> {
  if (channel === '') throw new CannotPost(channel);
  return orCannotPost(channel, () => sendMessage(web, { channel }, message));
}

/** The same, in a person's direct messages with the bot. A post to the person's id would appear under Slackbot's messages. */
export function postDirect(web: WebClient, userId: string, message: Message): Promise<string> {
  return orCannotPost(userId, async () => {
    const { channel } = await web.conversations.open({ users: userId });
    return postInChannel(web, channel?.id ?? userId, message);
  });
}

async function orCannotPost(channel: string, post: () => Promise<string>): Promise<string> {
  try {
    return await post();
  } catch (error) {
    const refusal = slackRefusal(error);
    throw refusal === undefined ? error : new CannotPost(channel, refusal, { cause: error });
  }
}
