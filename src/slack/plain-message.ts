import { section } from '../views/blocks/section.ts';
import type { Message } from '../views/message.ts';

/** Slack takes 3,000 characters in a section. */
const sectionLength = 3000;

/** The same content for a Slack that refused a block: the text as plain sections, and the buttons that were there. */
export function plainMessage({ text, blocks }: Message): Message {
  const parts = text.match(new RegExp(`[\\s\\S]{1,${sectionLength}}`, 'g')) ?? [' '];
  const buttons = blocks.filter(({ type }) => type === 'actions');
  return { text, blocks: [...parts.map((part) => section(part)), ...buttons] };
}
