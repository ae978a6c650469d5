import type {
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  PlanBlock,
  TableBlock,
  TaskCardBlock,
} from '@slack/types';
import { emoji, formatDate } from '../format.ts';
import type { Message } from '../state/messages.ts';
import { type Inline, type RichText, readMarkdown, readMrkdwn, readPlain } from '../text.ts';

/** Names of users and channels (`#ops`, `dm`) and the current time, for mentions and relative dates. */
export interface Names {
  user(id: string): string;
  channel(id: string): string;
  now(): number;
}

/** A message as readable text: who, where, when, and its content below. `note` goes into its head. */
export function printMessage(message: Message, names: Names, note = ''): string {
  const { user, channel, ts, visibleTo, threadTs, broadcast } = message;
  const head = [
    `${names.user(user)} in ${names.channel(channel)}`,
    new Date(Number(ts) * 1000).toTimeString().slice(0, 8),
    ...(visibleTo === undefined ? [] : ['only you see this']),
    ...(threadTs === undefined ? [] : [broadcast ? 'in a thread and the channel' : 'in a thread']),
    ...(note === '' ? [] : [note]),
  ].join(' · ');
  return `${head}\n${printContent(message, names).replace(/^(?=.)/gm, '  ')}\n`;
}

/** What a message says: its blocks, else its text, and its attachments. */
export function printContent({ blocks, text, attachments = [] }: Message, names: Names): string {
  const own = blocks
    ? blocks.map((block) => printBlock(block, names))
    : [printRichText(readMrkdwn(text), names)];
  const attached = attachments.map((one) =>
    Array.isArray(one.blocks)
      ? one.blocks.map((block: KnownBlock) => printBlock(block, names)).join('\n')
      : String(one.text ?? one.fallback ?? ''),
  );
  return [...own, ...attached].filter((part) => part !== '').join('\n');
}

/** A block as plain lines. */
function printBlock(block: KnownBlock, names: Names): string {
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
        // A field is a name with its value below.
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

type Fields = Readonly<Record<string, unknown>>;

/** An element drawn with brackets: `[ Stop task ]`, `( Choose a service ▾ )`. */
function printElement(element: { readonly type: string }): string {
  const fields = element as Fields & { type: string };
  const { type } = fields;
  if (type === 'image') return `(image: ${String(fields.alt_text)})`;
  if (type === 'overflow') return `[ ⋯ ${optionTexts(fields.options).join(' | ')} ]`;
  if (type === 'checkboxes' || type === 'radio_buttons') {
    return optionTexts(fields.options)
      .map((text) => `( ) ${text}`)
      .join('  ');
  }
  const label = textOf(fields.text) ?? textOf(fields.placeholder) ?? type;
  if (type.endsWith('button')) return `[ ${label} ]`;
  return type.includes('select') ? `( ${label} ▾ )` : `( ${label} )`;
}

function textOf(value: unknown): string | undefined {
  const text = (value as { text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text : undefined;
}

function optionTexts(options: unknown): string[] {
  return Array.isArray(options) ? options.map((one: { text: unknown }) => textOf(one.text) ?? '') : [];
}

/** A text object as plain lines. */
export function printText(text: MrkdwnElement | PlainTextElement, names: Names): string {
  return printRichText(
    text.type === 'mrkdwn' ? readMrkdwn(text.text) : readPlain(text.text, text.emoji ?? true),
    names,
  );
}

/** Rich text as plain lines: emphasis is dropped, code keeps its back-ticks, links keep their address. */
function printRichText(elements: RichText, names: Names): string {
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

/** Rows in columns as wide as their widest cell; numbers are right-aligned. */
function printTable(rows: TableBlock['rows'], names: Names): string {
  const texts = rows.map((row) =>
    row.map((cell) =>
      (cell.type === 'rich_text' ? printRichText(cell.elements, names) : cell.text).replaceAll('\n', ' '),
    ),
  );
  const widths: number[] = [];
  for (const row of texts) {
    row.forEach((text, column) => {
      widths[column] = Math.max(widths[column] ?? 0, text.length);
    });
  }
  return texts
    .map((row, index) =>
      row
        .map((text, column) => {
          const isNumber = rows[index]?.[column]?.type === 'raw_number';
          return isNumber ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const signs = { pending: '·', in_progress: '…', complete: '✓', error: '✗' } as const;

/** A plan with its tasks, or a single task. */
function printProgress(block: PlanBlock | TaskCardBlock, names: Names): string {
  if (block.type === 'task_card') return task(block, names);
  const tasks = (block.tasks ?? []) as TaskCardBlock[];
  const done = tasks.filter(({ status }) => status === 'complete').length;
  return [`${block.title} (${done} of ${tasks.length})`, ...tasks.map((one) => `  ${task(one, names)}`)].join(
    '\n',
  );
}

function task({ status, title, details, output, sources = [] }: TaskCardBlock, names: Names): string {
  const more = [details, output].flatMap((text) => (text ? [printRichText(text.elements, names)] : []));
  const links = sources.map(({ text, url }) => `${text} (${url})`);
  return [`${signs[status]} ${title}`, ...more, ...links].join(' · ');
}
