import { cut } from './cut.ts';
import { escapeEntities } from './escape-text.ts';

/** A text from outside in `code` letters: escaped, on one line, its own backticks taken out, at most 200 characters. */
export function code(text: string): string {
  const plain = text.replace(/[`\s]+/g, ' ').trim();
  return `\`${escapeEntities(cut(plain, 200)).trim() || ' '}\``;
}
