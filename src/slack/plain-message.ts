import { cut } from '../views/blocks/cut.ts';
import { section } from '../views/blocks/section.ts';
import type { Message } from '../views/message.ts';
import { isContentRefused } from './errors.ts';

/** Slack takes 3,000 characters in a section, and 50 blocks in a message, of which some are buttons. */
const sectionLength = 3000;
const mostSections = 40;
/** chat.update takes no longer one. */
const textLength = 4000;

/** The same content for a Slack that refused a block: the text as plain sections, and the buttons that were there. */
export function plainMessage({ text, blocks }: Message): Message {
  const buttons = blocks.filter(({ type }) => type === 'actions');
  const sections = partsOf(text, sectionLength).slice(0, mostSections);
  return { text: cut(text, textLength), blocks: [...sections.map((part) => section(part)), ...buttons] };
}

/**
 * Sends a message, and where Slack refuses its content the same in ever plainer forms: without its blocks' looks, then as its text
 * alone. So nothing is lost to a block. Rejects with the last form's error.
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

/** What must not be cut in two: an entity (`&amp;`), mark-up in angle brackets (a link, a mention), a surrogate pair. */
const whole = /&[a-z]{2,4};|<[^<>]{0,2000}>|[\s\S]/gu;

/** The text in parts of at most `most` characters, at the end of a line where one is in the last quarter. */
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
