import type { KnownBlock } from '@slack/types';
import type { Message } from '../../state/message.ts';
import { readMrkdwn } from '../../text/read-mrkdwn.ts';
import type { Names } from './names.ts';
import { printBlock } from './print-block.ts';
import { printRichText } from './print-rich-text.ts';

/** What a message says: its blocks, else its text, and its attachments. */
export function printContent({ blocks, text, attachments = [] }: Message, names: Names): string {
  const own = blocks
    ? blocks.map((block) => printBlock(block, names))
    : [printRichText(readMrkdwn(text), names)];
  const attached = attachments.map((one) =>
    Array.isArray(one.blocks)
      ? one.blocks.map((block: KnownBlock) => printBlock(block, names)).join('\n')
      : String(one.text ?? one.fallback ?? ''),
  );
  return [...own, ...attached].filter((part) => part !== '').join('\n');
}
