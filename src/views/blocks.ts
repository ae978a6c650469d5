import type { ActionsBlock, Button, ContextBlock, HeaderBlock, KnownBlock, SectionBlock } from '@slack/types';
import type { Messages } from '../messages/en/index.ts';
import { cut, escapeEntities } from '../messages/mrkdwn.ts';

/** What is sent to Slack: `text` alone tells the whole content, for notifications, screen readers and refused blocks. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** What a view may know beside its value. */
export interface ViewContext {
  /** Epoch milliseconds, for ages. */
  readonly now: number;
  /** Whether the channel sees the answer: then it has no buttons, which are for who asked. */
  readonly shared: boolean;
}

/** A row of buttons; Slack takes 25. Undefined without any, because Slack refuses an empty row. */
export function actions(buttons: readonly Button[]): ActionsBlock | undefined {
  return buttons.length === 0 ? undefined : { type: 'actions', elements: buttons.slice(0, 25) };
}

/** The same of an answer: none where the channel sees it, for its buttons are for who asked. */
export function ownActions(shared: boolean, buttons: readonly Button[]): ActionsBlock | undefined {
  return shared ? undefined : actions(buttons);
}

/** Two columns of label and value, ten at most; on a phone they stand below each other. */
export function fields(pairs: readonly (readonly [label: string, value: string])[]): SectionBlock {
  return {
    type: 'section',
    fields: pairs
      .slice(0, 10)
      .map(([label, value]) => ({ type: 'mrkdwn', text: cut(`*${label}*\n${value}`, 2000), verbatim: true })),
  };
}

/** A headline of plain text. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text: cut(text, 150) || ' ' } };
}

/** What Slack takes in one section. */
const sectionLength = 3000;

/** Entries below each other in as few sections as Slack's limit allows; no entry is spread over two. */
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

/**
 * A paragraph of mrkdwn, with a button beside it if there is one. `verbatim`: Slack makes no links of its own from what
 * looks like an address, a channel or a name.
 */
export function section(text: string, accessory?: Button): SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: cut(text, 3000) || ' ', verbatim: true },
    ...(accessory && { accessory }),
  };
}

/** Fifty blocks is Slack's limit of a message. */
const mostBlocks = 50;

/** A message within Slack's limits: what is too long is cut with a visible mark, blocks that are undefined are left out. */
export function toMessage(text: string, blocks: readonly (KnownBlock | undefined)[]): Message {
  const all = blocks.filter((block) => block !== undefined);
  const kept = all.length > mostBlocks ? [...all.slice(0, mostBlocks - 1), context('…')] : all;
  return { text: cut(text, 4000), blocks: kept };
}

/** Small grey text. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: cut(text, 3000) || ' ', verbatim: true }] };
}

/** Buttons to the page before and behind; `line` is the command without `--page`. */
export function pageButtons(line: string, page: number, pages: number, messages: Messages): Button[] {
  const { previous, next } = messages.replies;
  return [
    ...(page > 1 ? [lineButton(previous, `${line} --page ${page - 1}`, 'previous')] : []),
    ...(page < pages ? [lineButton(next, `${line} --page ${page + 1}`, 'next')] : []),
  ];
}

/**
 * A button that does what typing its line after `/ecs` would. `id` makes its action_id unique in the message; every
 * action_id begins with `line:`, by which the worker knows it.
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

/** So much fits into one section beside the fences of a code block; a cut of the section would lose the closing one. */
const mostInCodeBlock = 2900;
/** And so much of one line. */
const mostInCodeLine = 700;

/** Lines in fixed letters, as they were written: a backtick in them can't end the block. Where not all fit, the last ones survive. */
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
