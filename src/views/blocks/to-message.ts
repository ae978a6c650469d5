import type { KnownBlock } from '@slack/types';
import type { Message } from '../message.ts';
import { context } from './context.ts';
import { cut } from './cut.ts';

/** Fifty blocks is Slack's limit of a message. */
const mostBlocks = 50;

/** A message within Slack's limits: what is too long is cut with a visible mark, blocks that are undefined are left out. */
export function toMessage(text: string, blocks: readonly (KnownBlock | undefined)[]): Message {
  const all = blocks.filter((block) => block !== undefined);
  const kept = all.length > mostBlocks ? [...all.slice(0, mostBlocks - 1), context('…')] : all;
  return { text: cut(text, 4000), blocks: kept };
}
