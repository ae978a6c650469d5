import { readInline } from './read-inline.ts';
import type { Inline, RichText } from './rich-text.ts';

const noMarks = { marks: [], entities: false, brackets: false };

/** Plain text: nothing but emoji names (unless `emoji` is false) means more than its letters. */
export function readPlain(text: string, emoji = true): RichText {
  const parts = emoji ? text.split(/(:[a-z0-9_+'-]+:)/) : [text];
  const elements = parts.filter((part) => part !== '').map(readPart);
  return elements.length === 0 ? [] : [{ type: 'rich_text_section', elements }];

  function readPart(part: string): Inline {
    const [only] = emoji && part.startsWith(':') ? readInline(part, noMarks) : [];
    return only?.type === 'emoji' ? only : { type: 'text', text: part };
  }
}
