import { kept } from './assignments.ts';
import { secretKind } from './secret-names.ts';
import { readValue, Source, type Span } from './value-reader.ts';

const insert =
  /\b(?:INSERT|REPLACE)\s{1,4}(?:IGNORE\s{1,4})?INTO\s{1,4}[^\s()]{1,200}\s{0,4}\(([^()]{1,1000})\)\s{0,10}VALUES\s{0,10}(?=\()/gi;
/** How many rows of one statement are read. */
const mostRows = 1000;

/** Values that stand in the place of a column with a secret's name: `INSERT INTO users (name, password) VALUES ('app', 'x')`. */
export function insertedSecrets(text: string): Span[] {
  const found: Span[] = [];
  const source = new Source(text);
  for (const { index, 0: head, 1: columns = '' } of text.matchAll(insert)) {
    const kinds = columns
      .split(',')
      .map((column) => secretKind(column.replace(/[^\p{L}\p{N}_$]+/gu, ' ').trim()));
    if (kinds.every((kind) => kind === undefined)) continue;
    let at = index + head.length;
    for (let row = 0; row < mostRows && text[at] === '('; row++) {
      for (const kind of kinds) {
        const value = readValue(source, at + 1, 'word', undefined, 1000);
        if (value === undefined) break;
        if (kind === 'password' || kind === 'token') found.push(...kept(source, kind, value));
        at = value.next;
        while (text[at] === ' ') at++;
        if (text[at] !== ',') break;
      }
      at = text.indexOf(')', at);
      at =
        at < 0
          ? text.length
          : at + (/^\)\s{0,4},\s{0,10}/.exec(text.slice(at, at + 20))?.[0].length ?? text.length);
    }
  }
  return found;
}
