import { escapeEntities, escapeText } from '../blocks/escape-text.ts';
import type { RichPart } from './rich-text.ts';

/** The same as mrkdwn, for the text of a message whose blocks are not shown. */
export function plainParts(parts: readonly RichPart[]): string[] {
  return parts.flatMap(plain);
}

function plain(part: RichPart): string[] {
  switch (part.type) {
    case 'text':
      return [escapeText(part.text)];
    case 'list':
      return part.items.map((item) => `• ${escapeText(item)}`);
    case 'lines':
      return [`\`\`\`${escapeEntities(part.lines.join('\n'))}\`\`\``];
  }
}
