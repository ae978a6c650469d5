import { cut } from './cut.ts';

/**
 * A text from outside where Slack reads no mark-up: on one line, without the invisible characters that turn the direction
 * of writing, at most 300 characters.
 */
export function plainText(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(plain, 300) || ' ';
}
