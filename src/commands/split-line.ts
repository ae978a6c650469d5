import { parseArgsStringToArgv } from 'string-argv';
import { Refusal } from './refusal.ts';
import { undoMarkup } from './undo-markup.ts';

/** The words of a line; quotes hold a word together. Throws Refusal for a quote that is never closed. */
export function splitLine(text: string): string[] {
  const plain = undoMarkup(text);
  for (const quote of ['"', "'"]) {
    if (plain.split(quote).length % 2 === 0) throw new Refusal({ code: 'unclosedQuote' });
  }
  return parseArgsStringToArgv(plain);
}
