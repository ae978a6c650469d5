import { decodeEntities } from './decode-entities.ts';
import { emoji } from './emoji.ts';
import { readEntity } from './read-entity.ts';
import type { Inline, TextStyle } from './rich-text.ts';

/** How a dialect marks text: which sign stands for which style, and how links look. */
export interface Dialect {
  readonly marks: readonly { readonly sign: string; readonly style: keyof TextStyle }[];
  /** `<…>` holds mentions, dates and links. */
  readonly entities: boolean;
  /** `[text](url)` is a link. */
  readonly brackets: boolean;
}

/** Reads a run of text into its pieces. Marks count at word borders only, as in Slack. */
export function readInline(text: string, dialect: Dialect, style: TextStyle = {}): Inline[] {
  const pieces: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') pieces.push(piece(decodeEntities(plain), style));
    plain = '';
  };
  let at = 0;
  while (at < text.length) {
    const found = readAt(text, at, dialect, style);
    if (found) {
      flush();
      pieces.push(...found.pieces);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return pieces;
}

interface Found {
  readonly pieces: readonly Inline[];
  readonly end: number;
}

function readAt(text: string, at: number, dialect: Dialect, style: TextStyle): Found | undefined {
  const sign = text[at];
  if (sign === '`') {
    const end = text.indexOf('`', at + 1);
    if (end <= at + 1 || text.slice(at, end).includes('\n')) return undefined;
    return {
      pieces: [piece(decodeEntities(text.slice(at + 1, end)), { ...style, code: true })],
      end: end + 1,
    };
  }
  if (sign === '<' && dialect.entities) {
    const end = text.indexOf('>', at);
    const entity = end < 0 ? undefined : readEntity(text.slice(at + 1, end), style);
    return entity && { pieces: [entity], end: end + 1 };
  }
  if (sign === ':') {
    const [whole, name] = /^:([a-z0-9_+'-]+):(?::skin-tone-\d:)?/.exec(text.slice(at, at + 90)) ?? [];
    if (whole === undefined || name === undefined || emoji[name] === undefined) return undefined;
    return { pieces: [{ type: 'emoji', name }], end: at + whole.length };
  }
  if (sign === '[' && dialect.brackets) {
    const [whole, label = '', url = ''] = /^\[([^\]\n]+)\]\((https?:[^)\s]+)\)/.exec(text.slice(at)) ?? [];
    return whole === undefined
      ? undefined
      : { pieces: [{ type: 'link', url, text: label, ...styled(style) }], end: at + whole.length };
  }
  if (sign === 'h' && !isWord(text[at - 1])) {
    const [url] = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]}'"]/.exec(text.slice(at)) ?? [];
    if (url !== undefined) {
      return { pieces: [{ type: 'link', url: decodeEntities(url), ...styled(style) }], end: at + url.length };
    }
  }
  return readMark(text, at, dialect, style);
}

function readMark(text: string, at: number, dialect: Dialect, style: TextStyle): Found | undefined {
  const mark = dialect.marks.find(({ sign }) => text.startsWith(sign, at));
  if (!mark || isWord(text[at - 1]) || text[at - 1] === mark.sign) return undefined;
  const start = at + mark.sign.length;
  if (text[start] === undefined || /\s/.test(text[start]) || text.startsWith(mark.sign, start))
    return undefined;
  for (let end = text.indexOf(mark.sign, start + 1); end > 0; end = text.indexOf(mark.sign, end + 1)) {
    if (text.slice(start, end).includes('\n')) return undefined;
    const after = text[end + mark.sign.length];
    if (/\s/.test(text[end - 1] ?? ' ') || isWord(after) || after === mark.sign) continue;
    const inner = readInline(text.slice(start, end), dialect, { ...style, [mark.style]: true });
    return { pieces: inner, end: end + mark.sign.length };
  }
  return undefined;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function piece(text: string, style: TextStyle): Inline {
  return { type: 'text', text, ...styled(style) };
}

function styled(style: TextStyle): { style?: TextStyle } {
  return Object.keys(style).length > 0 ? { style } : {};
}
