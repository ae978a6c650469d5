import type { RichTextBlockElement, RichTextElement, RichTextSection } from '@slack/types';
import { emoji } from './format.ts';

/** Slack's own model of formatted text: mrkdwn and Markdown are parsed into it, and it is what gets drawn. */
export type RichText = readonly RichTextBlockElement[];
export type Inline = RichTextElement;
/** Flags of a piece of text. */
export interface TextStyle {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Decodes the three entities of Slack's text. */
function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
}

const markdown: Dialect = {
  marks: [
    { sign: '**', style: 'bold' },
    { sign: '__', style: 'bold' },
    { sign: '~~', style: 'strike' },
    { sign: '*', style: 'italic' },
    { sign: '_', style: 'italic' },
  ],
  entities: true,
  brackets: true,
};

type Line =
  | { kind: 'heading' | 'text' | 'quote'; text: string }
  | { kind: 'bullet' | 'ordered'; text: string; indent: number };

/** Standard Markdown (the `markdown` block) as rich text; a heading becomes a bold line, a table stays preformatted. */
export function readMarkdown(text: string): RichText {
  return text.split(/```[^\n]*\n([\s\S]*?)```\n?/).flatMap((part, index) => {
    if (index % 2 === 1) return [preformatted(part.replace(/\n$/, ''))];
    return part
      .split(/((?:^\|.*\|[ \t]*\n?){2,})/m)
      .flatMap((piece, odd) => (odd % 2 === 1 ? [preformatted(piece.trimEnd())] : lines(piece)));
  });
}

function lines(text: string): RichTextBlockElement[] {
  const groups: Line[][] = [];
  const trimmed = text.replace(/^\n+|\n+$/g, '');
  for (const line of trimmed.split('\n').map(readLine)) {
    const group = groups.at(-1);
    if (group?.[0] && belongTogether(group[0], line)) group.push(line);
    else groups.push([line]);
  }
  return groups.flatMap((group) => element(group));
}

function readLine(line: string): Line {
  const [, heading] = /^#{1,6}\s+(.*?)\s*#*$/.exec(line) ?? [];
  if (heading !== undefined) return { kind: 'heading', text: heading };
  const [, quote] = /^>\s?(.*)$/.exec(line) ?? [];
  if (quote !== undefined) return { kind: 'quote', text: quote };
  const [, space = '', bullet, item] = /^(\s*)(?:([-*+])|\d+[.)])\s+(.*)$/.exec(line) ?? [];
  if (item === undefined) return { kind: 'text', text: line };
  return {
    kind: bullet === undefined ? 'ordered' : 'bullet',
    text: item,
    indent: Math.floor(space.length / 2),
  };
}

function element(group: readonly Line[]): RichTextBlockElement[] {
  const [first] = group;
  if (!first) return [];
  const joined = group
    .map(({ text }) => text)
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
  if (first.kind === 'bullet' || first.kind === 'ordered') {
    const items = group.map(
      ({ text }): RichTextSection => ({ type: 'rich_text_section', elements: inline(text) }),
    );
    return [{ type: 'rich_text_list', style: first.kind, indent: first.indent, elements: items }];
  }
  if (joined.trim() === '') return [];
  if (first.kind === 'quote') return [{ type: 'rich_text_quote', elements: inline(joined) }];
  if (first.kind === 'heading') {
    return [{ type: 'rich_text_section', elements: readInline(first.text, markdown, { bold: true }) }];
  }
  return [{ type: 'rich_text_section', elements: inline(joined) }];
}

function inline(text: string) {
  return readInline(text, markdown);
}

function belongTogether(first: Line, line: Line): boolean {
  return first.kind === line.kind && line.kind !== 'heading' && indentOf(first) === indentOf(line);
}

function indentOf(line: Line): number {
  return 'indent' in line ? line.indent : 0;
}

function preformatted(text: string): RichTextBlockElement {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] };
}

/** How a dialect marks text: which character means which style, and how links look. */
interface Dialect {
  readonly marks: readonly { readonly sign: string; readonly style: keyof TextStyle }[];
  /** `<…>` contains mentions, dates and links. */
  readonly entities: boolean;
  /** `[text](url)` is a link. */
  readonly brackets: boolean;
}

/** Parses text into its pieces. Marks count at word boundaries only, as in Slack. */
function readInline(text: string, dialect: Dialect, style: TextStyle = {}): Inline[] {
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

/** The content of `<…>` in mrkdwn: a mention, a date, a broadcast or a link. */
function readEntity(inner: string, style: TextStyle): Inline | undefined {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : decodeEntities(inner.slice(bar + 1));
  const rest = target.slice(1);
  if (target.startsWith('@')) return { type: 'user', user_id: rest, ...styled(style) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: rest, ...styled(style) };
  if (target.startsWith('!')) return readCommand(rest, label, styled(style));
  if (/^(https?:|mailto:|tel:|slack:)/i.test(target)) {
    return {
      type: 'link',
      url: decodeEntities(target),
      ...(label !== undefined && { text: label }),
      ...styled(style),
    };
  }
  return undefined;
}

/** `!here`, `!subteam^S1`, `!date^1795386065^{time}^https://…`. */
function readCommand(command: string, label: string | undefined, styled: object): Inline | undefined {
  const [name, value = '', format = '', url] = command.split('^');
  if (name === 'here' || name === 'channel' || name === 'everyone')
    return { type: 'broadcast', range: name, ...styled };
  if (name === 'subteam') return { type: 'usergroup', usergroup_id: value, ...styled };
  if (name !== 'date') return label === undefined ? undefined : { type: 'text', text: label, ...styled };
  return {
    type: 'date',
    timestamp: Number(value),
    format: decodeEntities(format),
    ...(url !== undefined && { url }),
    ...(label !== undefined && { fallback: label }),
    ...styled,
  };
}

const mrkdwn: Dialect = {
  marks: [
    { sign: '*', style: 'bold' },
    { sign: '_', style: 'italic' },
    { sign: '~', style: 'strike' },
  ],
  entities: true,
  brackets: false,
};

/** Slack's mrkdwn as rich text: paragraphs, quotes (`>`) and preformatted text (three back-ticks). */
export function readMrkdwn(text: string): RichText {
  return text.split(/```\n?([\s\S]*?)```\n?/).flatMap((part, index) => {
    if (index % 2 === 0) return paragraphs(part);
    const code = decodeEntities(part.replace(/\n$/, ''));
    return code === '' ? [] : [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: code }] }];
  });
}

/** Groups adjacent quoted lines, and adjacent unquoted ones. */
function paragraphs(text: string): RichTextBlockElement[] {
  const groups: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>) ?/.exec(line)?.[0];
    const last = groups.at(-1);
    const group = last?.quoted === (quote !== undefined) ? last : { quoted: quote !== undefined, lines: [] };
    if (group !== last) groups.push(group);
    group.lines.push(line.slice(quote?.length ?? 0));
  }
  return groups.flatMap(({ quoted, lines }): RichTextBlockElement[] => {
    const elements = readInline(lines.join('\n'), mrkdwn);
    if (elements.length === 0) return [];
    return [{ type: quoted ? 'rich_text_quote' : 'rich_text_section', elements }];
  });
}

const noMarks = { marks: [], entities: false, brackets: false };

/** Plain text: only emoji names have a meaning (unless `emoji` is false). */
export function readPlain(text: string, emoji = true): RichText {
  const parts = emoji ? text.split(/(:[a-z0-9_+'-]+:)/) : [text];
  const elements = parts.filter((part) => part !== '').map(readPart);
  return elements.length === 0 ? [] : [{ type: 'rich_text_section', elements }];

  function readPart(part: string): Inline {
    const [only] = emoji && part.startsWith(':') ? readInline(part, noMarks) : [];
    return only?.type === 'emoji' ? only : { type: 'text', text: part };
  }
}
