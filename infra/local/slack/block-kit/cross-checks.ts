import type { Problem } from './rule.ts';
import { walk } from './walk.ts';

type Found = Record<string, unknown>;

const mostMarkdown = 12_000;
const mostTableText = 10_000;
const mostDataTableText = 20_000;

/** Rules over several blocks: ids that repeat, and texts that count together. */
export function crossChecks(blocks: readonly Found[], report: (problem: Problem) => void): void {
  const blockIds = new Set<unknown>();
  walk(blocks, '/blocks', (found, pointer) => {
    if (found.block_id === undefined) return;
    if (blockIds.has(found.block_id)) {
      report({
        code: 'duplicate_id',
        message: `block_id already exists: ${String(found.block_id)}`,
        pointer,
      });
    }
    blockIds.add(found.block_id);
  });
  blocks.forEach((block, index) => {
    uniqueActions(block, `/blocks/${index}`, report);
  });

  const markdown = blocks.filter(({ type }) => type === 'markdown');
  limit(sum(markdown.map(({ text }) => String(text).length)), mostMarkdown, '/blocks', report);

  const tables = ofType(blocks, 'table');
  limit(sum(tables.map(textLength)), mostTableText, '/blocks', report);
  if (tables.length > 1) report({ code: 'too_many', message: 'only_one_table_allowed', pointer: '/blocks' });
  limit(sum(ofType(blocks, 'data_table').map(textLength)), mostDataTableText, '/blocks', report);
}

function uniqueActions(block: Found, pointer: string, report: (problem: Problem) => void): void {
  const seen = new Set<unknown>();
  walk(block, pointer, (found, at) => {
    if (found.action_id === undefined) return;
    if (seen.has(found.action_id)) {
      report({
        code: 'duplicate_id',
        message: `action_id already exists: ${String(found.action_id)}`,
        pointer: at,
      });
    }
    seen.add(found.action_id);
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
