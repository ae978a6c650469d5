import type { RichTextBlockElement, RichTextSection } from '@slack/types';
import { type Dialect, readInline } from './read-inline.ts';
import type { RichText } from './rich-text.ts';

const dialect: Dialect = {
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

/** Standard Markdown (the `markdown` block) as rich text; a heading is a bold line, a table stays preformatted. */
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
  for (const line of text
    .replace(/^\n+|\n+$/g, '')
    .split('\n')
    .map(readLine)) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    if (
      group &&
      first &&
      first.kind === line.kind &&
      line.kind !== 'heading' &&
      indentOf(first) === indentOf(line)
    ) {
      group.push(line);
    } else groups.push([line]);
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
    return [{ type: 'rich_text_section', elements: readInline(first.text, dialect, { bold: true }) }];
  }
  return [{ type: 'rich_text_section', elements: inline(joined) }];
}

function inline(text: string) {
  return readInline(text, dialect);
}

function indentOf(line: Line): number {
  return 'indent' in line ? line.indent : 0;
}

function preformatted(text: string): RichTextBlockElement {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] };
}
