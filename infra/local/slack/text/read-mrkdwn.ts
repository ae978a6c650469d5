import type { RichTextBlockElement } from '@slack/types';
import { decodeEntities } from './decode-entities.ts';
import { type Dialect, readInline } from './read-inline.ts';
import type { RichText } from './rich-text.ts';

const dialect: Dialect = {
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

/** Neighbouring lines that are quoted, or not, stay together. */
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
    const elements = readInline(lines.join('\n'), dialect);
    if (elements.length === 0) return [];
    return [{ type: quoted ? 'rich_text_quote' : 'rich_text_section', elements }];
  });
}
