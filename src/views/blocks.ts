import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  SectionBlock,
  TaskCardBlock,
} from '@slack/types';
import type { Messages } from '../messages/en/index.ts';
import { cut, escapeEntities, plainText } from '../messages/mrkdwn.ts';

/** A message for Slack. `text` alone carries the whole content, for notifications, screen readers and rejected blocks. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** What a view is given besides its value. */
export interface ViewContext {
  /** Epoch milliseconds, for ages. */
  readonly now: number;
  /** Whether the channel sees the answer. If so it has no buttons, which are for the caller. */
  readonly shared: boolean;
}

/** A row of buttons; Slack takes 25. Undefined if there are none, because Slack rejects an empty row. */
export function actions(buttons: readonly Button[]): ActionsBlock | undefined {
  return buttons.length === 0 ? undefined : { type: 'actions', elements: buttons.slice(0, 25) };
}

/** A row of an answer's buttons: none if the channel sees it, since its buttons are for the caller. */
export function ownActions(shared: boolean, buttons: readonly Button[]): ActionsBlock | undefined {
  return shared ? undefined : actions(buttons);
}

/** Two columns of label and value, ten pairs at most; on a phone they are stacked. */
export function fields(pairs: readonly (readonly [label: string, value: string])[]): SectionBlock {
  return {
    type: 'section',
    fields: pairs
      .slice(0, 10)
      .map(([label, value]) => ({ type: 'mrkdwn', text: cut(`*${label}*\n${value}`, 2000), verbatim: true })),
  };
}

/** A plain-text headline. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text: cut(text, 150) || ' ' } };
}

/** Slack's limit for one section. */
const sectionLength = 3000;

/** Entries one below another, in as few sections as Slack's limit allows; no entry is split across two. */
export function paragraphs(entries: readonly string[], between = '\n'): SectionBlock[] {
  const texts: string[] = [];
  for (const entry of entries) {
    const shown = cut(entry, sectionLength);
    const last = texts.at(-1);
    if (last !== undefined && last.length + between.length + shown.length <= sectionLength) {
      texts[texts.length - 1] = `${last}${between}${shown}`;
    } else texts.push(shown);
  }
  return texts.map((text) => section(text));
}

/** A paragraph of mrkdwn, with an optional button beside it. `verbatim`: Slack does not turn addresses, channels or names in it into links. */
export function section(text: string, accessory?: Button): SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: cut(text, 3000) || ' ', verbatim: true },
    ...(accessory && { accessory }),
  };
}

/** Slack's limit for a message is fifty blocks. */
const mostBlocks = 50;

/** A message within Slack's limits: text that is too long is cut with a visible mark, undefined blocks are left out. */
export function toMessage(text: string, blocks: readonly (KnownBlock | undefined)[]): Message {
  const all = blocks.filter((block) => block !== undefined);
  const kept = all.length > mostBlocks ? [...all.slice(0, mostBlocks - 1), context('…')] : all;
  return { text: cut(text, 4000), blocks: kept };
}

/** Small grey text. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: cut(text, 3000) || ' ', verbatim: true }] };
}

/** Buttons to the previous and next page; `line` is the command without `--page`. */
export function pageButtons(line: string, page: number, pages: number, messages: Messages): Button[] {
  const { previous, next } = messages.replies;
  return [
    ...(page > 1 ? [lineButton(previous, `${line} --page ${page - 1}`, 'previous')] : []),
    ...(page < pages ? [lineButton(next, `${line} --page ${page + 1}`, 'next')] : []),
  ];
}

/**
 * A button that does what typing its line after `/ecs` would do. `id` makes its action_id unique in the message; every action_id starts with `line:`,
 * which is how the worker recognises it.
 */
export function lineButton(
  label: string,
  line: string,
  id: string,
  options: Pick<Button, 'style'> = {},
): Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: cut(label, 75), emoji: true },
    action_id: cut(`line:${id}`, 255),
    value: cut(line, 2000),
    ...options,
  };
}

/** What fits into one section inside the fences of a code block; cutting the section would lose the closing fence. */
const mostInCodeBlock = 2900;
/** The limit for one line. */
const mostInCodeLine = 700;

/** Lines in a code block, unchanged: a backtick in them can't end the block. If they don't all fit, the last ones are kept. */
export function codeBlock(lines: readonly string[]): SectionBlock {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.toReversed()) {
    const text = codeLine(line);
    length += text.length + 1;
    if (length > mostInCodeBlock) break;
    kept.unshift(text);
  }
  return section(`\`\`\`\n${kept.join('\n')}\n\`\`\``);
}

/** One line of a code block, as plain text shows it too. */
export function codeLine(line: string): string {
  return cut(escapeEntities(line.replaceAll('`', 'ˋ').replace(/[\r\n]+/g, ' ')), mostInCodeLine);
}

/** One step of a plan. `task_id` stays the same across edits, so that Slack updates the card instead of adding one. */
export function taskCard(
  id: string,
  title: string,
  status: 'pending' | 'in_progress' | 'complete' | 'error',
  details?: string,
): TaskCardBlock {
  return {
    type: 'task_card',
    task_id: id,
    title: plainText(title),
    status,
    ...(details !== undefined && {
      details: {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: plainText(details) }] }],
      },
    }),
  };
}
