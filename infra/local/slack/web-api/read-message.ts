import type { KnownBlock } from '@slack/types';
import { assignIds } from '../block-kit/assign-ids.ts';
import { isRecord } from '../http/is-record.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { Arguments } from './arguments.ts';
import { checkBlocks } from './check-blocks.ts';
import { SlackApiError } from './slack-api-error.ts';

/** What a message is made of, checked. `blocks` and `attachments` are undefined when not given. */
export interface MessageContent {
  readonly text: string | undefined;
  readonly blocks: readonly KnownBlock[] | undefined;
  readonly attachments: readonly Record<string, unknown>[] | undefined;
  readonly metadata: Record<string, unknown> | undefined;
}

/** Slack cuts a longer text. */
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
