import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';

/** A card's text in paragraphs, lists and lines to copy. */
export type RichPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'lines'; readonly lines: readonly string[] };

/** Rich text of a card; what stands between backticks is code. Undefined without any part. */
export function richText(parts: readonly RichPart[]): RichTextBlock | undefined {
  return parts.length === 0 ? undefined : { type: 'rich_text', elements: parts.map(element) };
}

function element(part: RichPart): RichTextBlock['elements'][number] {
  switch (part.type) {
    case 'text':
      return section(part.text);
    case 'list':
      return { type: 'rich_text_list', style: 'bullet', elements: part.items.map(section) };
    case 'lines':
      return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: part.lines.join('\n') }] };
  }
}

function section(text: string): RichTextSection {
  const pieces = text.split('`').map((piece, index): RichTextElement => {
    return { type: 'text', text: piece, ...(index % 2 === 1 && { style: { code: true } }) };
  });
  return {
    type: 'rich_text_section',
    elements: pieces.filter((piece) => 'text' in piece && piece.text !== ''),
  };
}
