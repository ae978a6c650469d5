import { isReader } from './secret-values.ts';

/** A part of a text, `to` excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A value in a text: what to mask, and where the text continues. */
export interface ReadValue extends Span {
  readonly quoted: boolean;
  readonly next: number;
}

/** How far an unquoted value extends: to the next space, or to the end of its line. */
type Reach = 'word' | 'line';

/** What may precede a quote: `b'x'`, `@"x"`, `[]byte("x")`, `SecretStr('x')`, `!!str "x"`, `(string) "x"`. */
const opening =
  /(?:!(?!Ref|Sub|GetAtt|ImportValue)[\w!]{0,20}[ \t]{1,4}|\([a-z]{1,12}\)[ \t]{0,4}|&|\*|\[\]|new )?(?:(?<wrapper>[A-Za-z_][\w.:]{0,40})\([ \t]{0,4})?(?:[rR][bBfF]|[bBfF][rR]|[bBrRfFuULN]|\$@|@\$|@|\$)?(?=\\{0,31}["'`]|%2[27]|&(?:quot|#3[49]|apos);|\\{1,31}u002[27])/y;
const quotes = /"""|'''|\\{0,31}["'`]|%2[27]|&(?:quot|#3[49]|apos);|\\{1,31}u002[27]/y;
/** The next field: `, user=`, `;Server=`, `&user=`, ` host=`, `, "user":`. */
const nextField =
  /[\s,;&]{1,4}(?:\\{0,31}["'][A-Za-z_$][\w .[\]-]{0,40}?\\{0,31}["']\s?(?:=|:)|-{0,2}[A-Za-z_$][\w .[\]-]{0,40}?\s?(?:=|:(?![^\s"'\\])|%3D))/y;
const nextWord = /[\s,;&]{1,4}-{0,2}[A-Za-z_$][\w.[\]-]{0,40}(?:=|:(?=\S))/y;
const ends = /[\s,;:)}\]>|&]|$/y;

/** A text and the ends of its lines: needed many times, found once. */
export class Source {
  readonly text: string;
  /**
   * How many characters of values have been read so far. A value may be read for several names; in a made-up text, once for each of its characters.
   */
  read = 0;
  #from = 0;
  #end = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** No text written by people or programs is read this often: to go on reading it would take quadratic time. */
  get isReadTooOften(): boolean {
    return this.read > 20 * this.text.length + 10_000;
  }

  lineEnd(at: number): number {
    if (at < this.#from || at > this.#end) {
      const found = this.text.indexOf('\n', at);
      this.#from = at;
      this.#end = found < 0 ? this.text.length : found;
    }
    return this.#end;
  }
}

/** The end of the sticky pattern's match here; undefined if it does not match. */
export function matchAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The quote that starts here, from its first backslash on: `\"`. */
export function quoteAt(text: string, at: number): string | undefined {
  const end = matchAt(quotes, text, at);
  return end === undefined ? undefined : text.slice(at, end);
}

/** Where the quote `mark` that was opened before `at` closes; the end of the line if it does not. */
export function closeOf(
  source: Source,
  at: number,
  mark: string,
  limit: number = source.lineEnd(at),
): number {
  const { text } = source;
  if (mark.length === 3 && !mark.startsWith('%') && !mark.startsWith('\\')) {
    const found = text.indexOf(mark, at);
    return found < 0 ? text.length : found;
  }
  const quote = mark.at(-1) ?? '';
  if (!'"\'`'.includes(quote)) {
    const found = text.indexOf(mark, at);
    return found < 0 || found > limit ? limit : found;
  }
  const level = mark.length;
  let run = 0;
  for (let index = at; index < limit; index++) {
    const sign = text[index];
    if (sign === '\\') run++;
    else {
      // The same quote, one level of escapes deeper, belongs to the value.
      const inner = (run + 1) % level === 0 && ((run + 1) / level) % 2 === 0;
      if (sign === quote && !inner) return index - Math.min(run, level - 1);
      run = 0;
    }
  }
  return limit;
}

/**
 * Reads the value that starts at `at` (spaces skipped), at most `most` characters. `enclosing` is the quote that contains both name and value.
 * Everything is read once from left to right, except for lookaheads of limited length.
 */
export function readValue(
  source: Source,
  at: number,
  reach: Reach,
  enclosing?: string,
  most = Number.POSITIVE_INFINITY,
): ReadValue | undefined {
  const value = valueAt(source, at, reach, enclosing, most);
  source.read += (value?.next ?? at) - at;
  return value;
}

function valueAt(
  source: Source,
  at: number,
  reach: Reach,
  enclosing: string | undefined,
  most: number,
): ReadValue | undefined {
  const { text } = source;
  const line = Math.min(source.lineEnd(at), at + most);
  const limit = enclosing === undefined ? line : closeOf(source, at, enclosing, line);
  let start = at;
  while (start < limit && (text[start] === ' ' || text[start] === '\t')) start++;
  if (start >= limit) return undefined;
  opening.lastIndex = start;
  const opened = opening.exec(text);
  const quoteStart =
    opened === null || isReader(opened.groups?.wrapper ?? '') ? undefined : opening.lastIndex;
  const mark = quoteStart === undefined ? undefined : quoteAt(text, quoteStart);
  if (quoteStart !== undefined && mark !== undefined && mark !== enclosing && quoteStart < limit) {
    return readQuoted(source, quoteStart, mark, limit);
  }
  if ('[({'.includes(text[start] ?? ' ')) {
    const to = closeBracket(text, start, limit);
    return { from: start, to, next: to, quoted: false };
  }
  return readPlain(text, start, limit, reach);
}

/** From quote to quote, with whatever is attached to it without a space, as a shell or SQL reads it. */
function readQuoted(source: Source, at: number, mark: string, limit: number): ReadValue {
  const { text } = source;
  const from = at + mark.length;
  let to = closeOf(source, from, mark, limit);
  let next = Math.min(text.length, to + mark.length);
  // In a shell and in SQL the value continues: 'it'\''s', "a"b, 'it''s'.
  const goesOn = mark.length === 1 ? /^(?:['"\w]|\\')/ : /^\w/;
  while (next < limit && goesOn.test(text.slice(next, next + 2))) {
    const sign = text[next] ?? '';
    if (sign === '\\') next += 2;
    else if (sign === "'" || sign === '"') next = Math.min(limit, closeOf(source, next + 1, sign, limit) + 1);
    else next = Math.max(next + 1, readPlain(text, next, limit, 'word').to);
    to = next;
  }
  return { from, to, next, quoted: true };
}

function closeBracket(text: string, at: number, limit: number): number {
  let depth = 0;
  for (let index = at; index < limit; index++) {
    const sign = text[index] ?? '';
    if ('[({'.includes(sign)) depth++;
    else if ('])}'.includes(sign) && --depth === 0) return index + 1;
  }
  return limit;
}

/** Up to the next space, quote or field; with `line`, spaces belong to it, too. */
function readPlain(text: string, from: number, limit: number, reach: Reach): ReadValue {
  let to = from;
  for (; to < limit; to++) {
    const sign = text[to] ?? '';
    if (sign === ' ' || sign === '\t') {
      if (reach === 'word' || text[to + 1] === '#' || matchAt(nextWord, text, to) !== undefined) break;
    } else if (',;&'.includes(sign)) {
      if (matchAt(nextField, text, to) !== undefined) break;
      if (reach === 'word' && /[\s"'\\]|^$/.test(text[to + 1] ?? '')) break;
    } else if ('"\'`'.includes(sign)) {
      if (matchAt(ends, text, to + 1) !== undefined && (reach === 'word' || text[to + 1] !== ' ')) break;
    } else if (sign === '\\' && endsAtEscape(text, to)) break;
    else if (sign === '<' && text[to + 1] === '/') break;
    else if (sign === '%' && /^%(?:26|22|27)/.test(text.slice(to, to + 3))) break;
  }
  to = withoutClosers(text, from, to);
  return { from, to, next: to, quoted: false };
}

/** In a JSON text, `\n` before the next field or a space ends a value, and so does `\"` before a character between fields. */
function endsAtEscape(text: string, at: number): boolean {
  let quote = at;
  while (text[quote] === '\\' && quote < at + 40) quote++;
  const sign = text[quote] ?? '';
  if ('"\'`'.includes(sign)) {
    const after = matchAt(ends, text, quote + 1) !== undefined || text[quote + 1] === '\\';
    return sign !== '' && after;
  }
  if (!'nrt'.includes(sign) || sign === '') return sign === '';
  return /^(?:[\s"'\\]|$|[A-Za-z_][\w.-]{0,40}\s?[=:]|-)/.test(text.slice(quote + 1, quote + 50));
}

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };
/** How far back to look for an opening bracket. */
const back = 300;

/** Drops commas at the end, and closing brackets that were opened before the value: they belong to the surrounding text. */
function withoutClosers(text: string, from: number, end: number): number {
  let to = end;
  while (to > from && ',;'.includes(text[to - 1] ?? '')) to--;
  for (let tries = 0; to > from && tries < 6; tries++) {
    const opener = openers[text[to - 1] ?? ''];
    if (opener === undefined || text.slice(from, Math.min(to, from + back)).includes(opener)) break;
    if (!text.slice(Math.max(0, from - back), from).includes(opener)) break;
    to--;
    while (to > from && ',;'.includes(text[to - 1] ?? '')) to--;
  }
  return to;
}
