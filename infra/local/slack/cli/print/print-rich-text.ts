import { emoji } from '../../text/emoji.ts';
import { formatDate } from '../../text/format-date.ts';
import type { Inline, RichText } from '../../text/rich-text.ts';
import type { Names } from './names.ts';

/** Rich text as plain lines: emphasis is dropped, code keeps its back-ticks, links keep their address. */
export function printRichText(elements: RichText, names: Names): string {
  return elements
    .map((element) => {
      if (element.type === 'rich_text_list') {
        const sign = (index: number) => (element.style === 'ordered' ? `${index + 1}.` : '-');
        const indent = '  '.repeat(element.indent ?? 0);
        return element.elements
          .map((item, index) => `${indent}${sign(index)} ${line(item.elements, names)}`)
          .join('\n');
      }
      const text = line(element.elements, names);
      return element.type === 'rich_text_quote' ? text.replace(/^/gm, '> ') : text.replace(/\n+$/, '');
    })
    .filter((text) => text !== '')
    .join('\n');
}

function line(pieces: readonly Inline[], names: Names): string {
  return pieces.map((piece) => print(piece, names)).join('');
}

function print(piece: Inline, names: Names): string {
  switch (piece.type) {
    case 'text':
      return piece.style?.code ? `\`${piece.text}\`` : piece.text;
    case 'link':
      return piece.text === undefined || piece.text === piece.url
        ? piece.url
        : `${piece.text} (${piece.url})`;
    case 'emoji':
      return emoji[piece.name] ?? `:${piece.name}:`;
    case 'user':
      return `@${names.user(piece.user_id)}`;
    case 'channel':
      return names.channel(piece.channel_id);
    case 'broadcast':
      return `@${piece.range}`;
    case 'date':
      return formatDate(piece.timestamp, piece.format, names.now());
    case 'usergroup':
      return `@${piece.usergroup_id}`;
    case 'color':
      return piece.value;
    default:
      return '';
  }
}
