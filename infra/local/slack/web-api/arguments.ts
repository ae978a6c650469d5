import type { IncomingMessage } from 'node:http';
import type { KnownBlock, PlainTextElement } from '@slack/types';
import { readText } from '../../http.ts';
import { isRecord, readJson } from '../../json.ts';
import type { Surface } from '../block-kit/rules.ts';
import { assignIds, validateBlocks, validateView } from '../block-kit/validate.ts';
import { type Message, randomId } from '../state/messages.ts';
import type { View } from '../state/views.ts';
import { type Channel, directChannel, findChannel, localIds } from '../workspace/workspace.ts';
import type { SlackWorld } from '../world.ts';
import { Arguments, invalidArguments, SlackApiError } from './method.ts';

/** `oldest`, `latest` and `inclusive` as a filter. Fixed-width time stamps compare as text. */
export function inTimeRange(args: Arguments): (message: Message) => boolean {
  const oldest = args.optional('oldest') ?? '';
  const latest = args.optional('latest') ?? '~';
  const inclusive = args.flag('inclusive');
  return ({ ts }) => (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest));
}

/** One page of a list after `cursor` and `limit`, with the `response_metadata.next_cursor` that Slack adds. */
export function page<Item>(
  items: readonly Item[],
  args: Arguments,
  fallbackLimit: number,
): {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  readonly response_metadata: { next_cursor: string };
} {
  const limit = Math.min(1000, Math.max(1, args.number('limit', fallbackLimit)));
  const cursor = args.optional('cursor');
  const start =
    cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('next:', ''));
  if (!Number.isInteger(start) || start < 0) throw new SlackApiError('invalid_cursor');
  const end = start + limit;
  const hasMore = end < items.length;
  return {
    items: items.slice(start, end),
    hasMore,
    response_metadata: { next_cursor: hasMore ? Buffer.from(`next:${end}`).toString('base64') : '' },
  };
}

/** Query string and body (form-urlencoded or JSON) as arguments. Any other body is `invalid_post_type`. */
export async function readArguments(request: IncomingMessage, query: URLSearchParams): Promise<Arguments> {
  const body = await readText(request);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return new Arguments({ ...Object.fromEntries(query), ...(body === '' ? {} : parse(body, type)) });
}

function parse(body: string, type: string): Record<string, unknown> {
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(body));
  if (type === '') throw new SlackApiError('missing_post_type');
  if (type !== 'application/json') throw new SlackApiError('invalid_post_type');
  const value = readJson(body);
  if (value === undefined) throw new SlackApiError('invalid_json');
  if (!isRecord(value)) throw new SlackApiError('json_not_object');
  return value;
}

/** The checked content of a message. `blocks` and `attachments` are undefined when not given. */
export interface MessageContent {
  readonly text: string | undefined;
  readonly blocks: readonly KnownBlock[] | undefined;
  readonly attachments: readonly Record<string, unknown>[] | undefined;
  readonly metadata: Record<string, unknown> | undefined;
}

/** A new message of the bot, with this content. */
export function fromBot(channel: string, content: MessageContent) {
  return { channel, user: localIds.bot, isBot: true, ...shownFields(content) };
}

/** What a message stores of it: an empty list counts as none. */
export function shownFields({ text, blocks, attachments }: MessageContent) {
  return {
    text: text ?? '',
    ...(blocks?.length && { blocks }),
    ...(attachments?.length && { attachments }),
  };
}

/** Slack truncates longer text. */
const maximumText = 40_000;

/** Reads and checks text, blocks and attachments of a message. With none of them: `no_text`. */
export function readMessage(args: Arguments, world: SlackWorld, method: string): MessageContent {
  const text = args.optional('text')?.slice(0, maximumText);
  const blocks = readBlocks(args, world, method);
  const attachments = readAttachments(args, world, method);
  if (text === undefined && !blocks?.length && !attachments?.length) throw new SlackApiError('no_text');
  return { text, blocks, attachments, metadata: readMetadata(args) };
}

function readBlocks(args: Arguments, world: SlackWorld, method: string): readonly KnownBlock[] | undefined {
  const given = args.json('blocks');
  if (given === undefined) return undefined;
  if (given === 'invalid' || !Array.isArray(given.value)) throw new SlackApiError('invalid_blocks_format');
  return assignIds(checkBlocks(given.value, 'message', world, method));
}

function readAttachments(
  args: Arguments,
  world: SlackWorld,
  method: string,
): readonly Record<string, unknown>[] | undefined {
  const given = args.json('attachments');
  if (given === undefined) return undefined;
  if (given === 'invalid' || !Array.isArray(given.value) || !given.value.every(isRecord)) {
    throw new SlackApiError('invalid_attachments');
  }
  if (given.value.length > 100) throw new SlackApiError('too_many_attachments');
  return given.value.map((attachment) =>
    Array.isArray(attachment.blocks)
      ? { ...attachment, blocks: assignIds(checkBlocks(attachment.blocks, 'message', world, method)) }
      : attachment,
  );
}

function readMetadata(args: Arguments): Record<string, unknown> | undefined {
  const given = args.json('metadata');
  if (given === undefined) return undefined;
  if (given === 'invalid') throw new SlackApiError('invalid_metadata_format');
  if (
    !isRecord(given.value) ||
    typeof given.value.event_type !== 'string' ||
    !isRecord(given.value.event_payload)
  ) {
    throw new SlackApiError('invalid_metadata_schema');
  }
  return given.value;
}

/** The blocks unchanged, or `invalid_blocks` with one message per broken rule, in Slack's words. */
function checkBlocks(
  blocks: readonly unknown[],
  surface: Surface,
  world: SlackWorld,
  method: string,
): readonly KnownBlock[] {
  const problems = validateBlocks(blocks, surface).map(
    ({ message, pointer }) => `${message} [json-pointer:${pointer}]`,
  );
  const refused = takeRefusal(blocks, world, method);
  if (refused !== undefined) {
    const at = blocks.findIndex((block) => isRecord(block) && block.type === refused);
    problems.push(`unsupported type: ${refused} [json-pointer:/blocks/${at}/type]`);
  }
  if (problems.length > 0) {
    throw new SlackApiError('invalid_blocks', {
      errors: problems,
      response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
    });
  }
  return blocks as readonly KnownBlock[];
}

/** The type among these blocks that an active fault refuses. */
function takeRefusal(blocks: readonly unknown[], world: SlackWorld, method: string): string | undefined {
  const refused = world.faults.take(method, ['refuse_block'], ({ blockType }) =>
    blocks.some((block) => isRecord(block) && block.type === blockType),
  );
  return refused?.blockType;
}

const maximumSize = 250_000;

/** The checked `view` argument, as a function from its user to the view. */
export function readView(
  args: Arguments,
  world: SlackWorld,
  method: string,
  type: View['type'],
): (user: string) => View {
  const given = args.json('view');
  if (given === undefined) throw invalidArguments('missing required field: view');
  if (given === 'invalid' || !isRecord(given.value))
    throw invalidArguments('must be an object [json-pointer:/view]');
  const view = given.value;
  if (JSON.stringify(view).length > maximumSize) throw new SlackApiError('view_too_large');
  const problems = validateView(view).map(
    ({ message, pointer }) => `${message} [json-pointer:/view${pointer}]`,
  );
  if (view.type !== type) problems.push(`unsupported type: ${String(view.type)} [json-pointer:/view/type]`);
  const blocks = Array.isArray(view.blocks) ? view.blocks : [];
  const refused = takeRefusal(blocks, world, method);
  if (refused !== undefined) problems.push(`unsupported type: ${refused} [json-pointer:/view/blocks]`);
  if (problems.length > 0) throw invalidArguments(...problems);
  const id = randomId('V', 10);
  const plain = (name: string) => view[name] as PlainTextElement | undefined;
  const text = (name: string) => (typeof view[name] === 'string' ? view[name] : '');
  return (user) => ({
    id,
    rootId: id,
    user,
    type,
    hash: `${world.clock.now() / 1000}.${randomId('', 8)}`,
    blocks: assignIds(blocks as KnownBlock[]),
    title: plain('title'),
    submit: plain('submit'),
    close: plain('close'),
    privateMetadata: text('private_metadata'),
    callbackId: text('callback_id'),
    externalId: text('external_id'),
    notifyOnClose: view.notify_on_close === true,
    clearOnClose: view.clear_on_close === true,
  });
}

/** The bot's own message with `channel` and `ts`; anyone else's is refused with `refusal`. Ephemeral ones are not found. */
export function requireOwnMessage(world: SlackWorld, args: Arguments, refusal: string): Message {
  const channel = requireChannel(world, args);
  const message = world.messages.find(channel.id, args.required('ts'));
  if (!message || message.visibleTo !== undefined) throw new SlackApiError('message_not_found');
  if (message.user !== localIds.bot) throw new SlackApiError(refusal);
  return message;
}

/** The channel of the `channel` argument, by id or name, or `channel_not_found`. */
export function requireChannel(world: SlackWorld, args: Arguments): Channel {
  const channel = findChannel(world.workspace, args.optional('channel') ?? '');
  if (!channel) throw new SlackApiError('channel_not_found');
  return channel;
}

/**
 * The channel if the bot may post there; otherwise `channel_not_found`, `is_archived`, `not_in_channel`. A user id leads to that user's Slackbot
 * messages, as in Slack: an app that wants its own direct messages calls `conversations.open`.
 */
export function requireWritableChannel(world: SlackWorld, args: Arguments): Channel {
  const id = args.optional('channel') ?? '';
  const bySlackbot = world.workspace.people.has(id)
    ? directChannel(world.workspace, id, localIds.slackbot)
    : undefined;
  const channel = bySlackbot ?? requireChannel(world, args);
  if (channel.isArchived) throw new SlackApiError('is_archived');
  const mayWrite = channel.members.has(localIds.bot) || channel === bySlackbot;
  const isPublic = channel.kind === 'channel' && world.app.scopes.includes('chat:write.public');
  if (!mayWrite && !isPublic) throw new SlackApiError('not_in_channel');
  return channel;
}

/**
 * The parent for `thread_ts`: a reply's `ts` leads to its parent. `thread_not_found` when there is none, `cannot_reply_to_message` when it is of a
 * kind that has no thread.
 */
export function threadOf(world: SlackWorld, channel: Channel, args: Arguments): string | undefined {
  const ts = args.optional('thread_ts');
  if (ts === undefined) return undefined;
  const parent = world.messages.find(channel.id, ts);
  if (!parent || parent.visibleTo !== undefined) throw new SlackApiError('thread_not_found');
  if (parent.subtype === 'channel_join') throw new SlackApiError('cannot_reply_to_message');
  return parent.threadTs ?? parent.ts;
}
