import type { KnownBlock } from '@slack/types';
import { isRecord } from '../../json.ts';
import { randomId } from '../state/messages.ts';
import { blockTypes } from './blocks.ts';
import { plainText } from './objects.ts';
import {
  boolean,
  byType,
  list,
  object,
  oneOf,
  type Problem,
  type Rule,
  type Surface,
  string,
} from './rules.ts';

/** A copy in which every block has a `block_id` and every interactive element an `action_id`, as Slack adds them. */
export function assignIds(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  return blocks.map(
    (block) => withBlockId(block as unknown as Record<string, unknown>) as unknown as KnownBlock,
  );
}

function withBlockId(block: Record<string, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = { block_id: randomId('', 5), ...(withActionIds(block) as object) };
  const inner =
    block.type === 'container' ? 'child_blocks' : block.type === 'carousel' ? 'elements' : undefined;
  const children = inner === undefined ? undefined : copy[inner];
  return inner !== undefined && Array.isArray(children)
    ? { ...copy, [inner]: children.map((child: Record<string, unknown>) => withBlockId(child)) }
    : copy;
}

function withActionIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withActionIds);
  if (!isRecord(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withActionIds(inner)]));
  if (typeof value.type !== 'string' || !actionableTypes.has(value.type)) return copy;
  return { ...copy, action_id: value.action_id ?? randomId('', 5) };
}

/** Types of interactive elements; each has an `action_id`. */
const menus = 'static external users conversations channels'.split(' ');
const actionableTypes: ReadonlySet<string> = new Set([
  ...'button workflow_button icon_button feedback_buttons overflow checkboxes radio_buttons'.split(' '),
  ...menus.flatMap((kind) => [`${kind}_select`, `multi_${kind}_select`]),
  ...'datepicker timepicker datetimepicker plain_text_input number_input email_text_input'.split(' '),
  ...'url_text_input file_input rich_text_input'.split(' '),
]);

/** An interactive element, and the block that contains it. */
export interface FoundElement {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Readonly<Record<string, unknown>> & { readonly type: string };
}

/** All interactive elements of the blocks, in the order shown. */
export function findElements(blocks: readonly unknown[]): readonly FoundElement[] {
  return blocks.flatMap((block) => inside(block, ''));
}

function inside(value: unknown, blockId: string): readonly FoundElement[] {
  if (Array.isArray(value)) return value.flatMap((one) => inside(one, blockId));
  if (!isRecord(value)) return [];
  const block = typeof value.block_id === 'string' ? value.block_id : blockId;
  const { type, action_id } = value;
  if (typeof type === 'string' && typeof action_id === 'string' && actionableTypes.has(type)) {
    return [{ blockId: block, actionId: action_id, element: { ...value, type } }];
  }
  return Object.values(value).flatMap((one) => inside(one, block));
}

const anything: Rule = () => {};
const shared = {
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};
const modal = object(
  { type: oneOf('modal'), title: plainText(24), blocks: anything },
  {
    ...shared,
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);
const home = object({ type: oneOf('home'), blocks: anything }, shared);

/** All rules that a modal or Home view breaks; pointers start at the view. */
export function validateView(view: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const surface = isRecord(view) && view.type === 'home' ? 'home' : 'modal';
  const report = (problem: Problem) => void problems.push(problem);
  (surface === 'home' ? home : modal)(view, '', { surface, report });
  if (!isRecord(view)) return problems;
  const { blocks, submit } = view;
  if (blocks === undefined) return problems;
  problems.push(...validateBlocks(blocks, surface));
  const hasInput = Array.isArray(blocks) && blocks.some((block) => isRecord(block) && block.type === 'input');
  if (surface === 'modal' && hasInput && submit === undefined) {
    report({ code: 'missing_field', message: 'missing required field: submit', pointer: '' });
  }
  let focused = 0;
  walk(blocks, '', ({ focus_on_load }) => {
    if (focus_on_load === true) focused += 1;
  });
  if (focused > 1)
    report({ code: 'too_many', message: 'only one focus_on_load is allowed', pointer: '/blocks' });
  return problems;
}

const mostBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
const anyBlock = byType(blockTypes);

/** All Block Kit rules that the blocks break; pointers start at `/blocks`. An empty list is allowed. */
export function validateBlocks(blocks: unknown, surface: Surface): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  list(anyBlock, mostBlocks[surface], 0)(blocks, '/blocks', { surface, report });
  // Rules across blocks only make sense once each block is well formed.
  if (problems.length === 0) crossChecks(blocks as Record<string, unknown>[], report);
  return problems;
}

type Found = Record<string, unknown>;

const mostMarkdown = 12_000;
const mostTableText = 10_000;
const mostDataTableText = 20_000;

/** Rules across blocks: duplicate ids, and the total length of texts. */
function crossChecks(blocks: readonly Found[], report: (problem: Problem) => void): void {
  unique('block_id', blocks, '/blocks', report);
  blocks.forEach((block, index) => {
    unique('action_id', block, `/blocks/${index}`, report);
  });

  const markdown = blocks.filter(({ type }) => type === 'markdown');
  limit(sum(markdown.map(({ text }) => String(text).length)), mostMarkdown, '/blocks', report);

  const tables = ofType(blocks, 'table');
  limit(sum(tables.map(textLength)), mostTableText, '/blocks', report);
  if (tables.length > 1) report({ code: 'too_many', message: 'only_one_table_allowed', pointer: '/blocks' });
  limit(sum(ofType(blocks, 'data_table').map(textLength)), mostDataTableText, '/blocks', report);
}

function unique(
  field: 'block_id' | 'action_id',
  value: unknown,
  pointer: string,
  report: (problem: Problem) => void,
): void {
  const seen = new Set<unknown>();
  walk(value, pointer, ({ [field]: id }, at) => {
    if (id === undefined) return;
    const message = `${field} already exists: ${String(id)}`;
    if (seen.has(id)) report({ code: 'duplicate_id', message, pointer: at });
    seen.add(id);
  });
}

function limit(length: number, most: number, pointer: string, report: (problem: Problem) => void): void {
  if (length <= most) return;
  const constraint = { type: 'max_length', expected: [String(most)], got: String(length) };
  report({ code: 'too_long', message: `must be less than ${most + 1} characters`, pointer, constraint });
}

function ofType(blocks: readonly Found[], type: string): Found[] {
  const found: Found[] = [];
  walk(blocks, '', (one) => {
    if (one.type === type) found.push(one);
  });
  return found;
}

function textLength(table: Found): number {
  let length = 0;
  walk(table.rows, '', ({ text }) => {
    if (typeof text === 'string') length += text.length;
  });
  return length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Calls `visit` for every object inside `value`, with its JSON pointer, outermost first. */
function walk(
  value: unknown,
  pointer: string,
  visit: (found: Record<string, unknown>, pointer: string) => void,
): void {
  if (isRecord(value)) visit(value, pointer);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) walk(inner, `${pointer}/${key}`, visit);
}
