import type { KnownBlock } from '@slack/types';
import { readMarkdown } from '../../text/read-markdown.ts';
import type { Names } from './names.ts';
import { printElement } from './print-element.ts';
import { printProgress } from './print-progress.ts';
import { printRichText } from './print-rich-text.ts';
import { printTable } from './print-table.ts';
import { printText } from './print-text.ts';

/** A block as plain lines. */
export function printBlock(block: KnownBlock, names: Names): string {
  const elements = (list: readonly { type: string }[]) => list.map(printElement).join('  ');
  const lines = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part).join('\n');
  switch (block.type) {
    case 'header':
      return `== ${printText(block.text, names)} ==`;
    case 'divider':
      return '--------';
    case 'section':
      return lines(
        block.text && printText(block.text, names),
        // A field is a name over a value.
        ...(block.fields ?? []).map((field) => printText(field, names).replace('\n', ': ')),
        block.accessory && printElement(block.accessory),
      );
    case 'context':
      return block.elements
        .map((one) => (one.type === 'image' ? '' : printText(one, names)))
        .join(' ')
        .trim();
    case 'actions':
    case 'context_actions':
      return elements(block.elements);
    case 'image':
      return `(image: ${block.alt_text})`;
    case 'markdown':
      return printRichText(readMarkdown(block.text), names);
    case 'rich_text':
      return printRichText(block.elements, names);
    case 'table':
      return printTable(block.rows, names);
    case 'data_table':
      return lines(block.caption, printTable(block.rows, names));
    case 'plan':
    case 'task_card':
      return printProgress(block, names);
    case 'alert':
      return `! ${printText(block.text, names)}`;
    case 'card':
      return lines(
        ...[block.title, block.subtitle, block.body].map((text) => text && printText(text, names)),
        block.actions && elements(block.actions),
      );
    case 'carousel':
      return lines(...block.elements.map((card) => printBlock(card, names)));
    case 'container':
      return lines(
        block.rich_text_title ? printRichText(block.rich_text_title.elements, names) : block.title?.text,
        block.subtitle && printText(block.subtitle, names),
        ...block.child_blocks.map((child) => printBlock(child, names).replace(/^/gm, '  ')),
      );
    case 'input':
      return `${block.label.text}: ${printElement(block.element)}`;
    default:
      return `(${block.type})`;
  }
}
