import { blockTypes } from './block-types.ts';
import { crossChecks } from './cross-checks.ts';
import type { Problem, Surface } from './rule.ts';
import { byType } from './rules/by-type.ts';
import { list } from './rules/list.ts';

const mostBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
const block = byType(() => blockTypes);

/** Every Block Kit rule that the blocks break; pointers start at `/blocks`. An empty list is allowed. */
export function validateBlocks(blocks: unknown, surface: Surface): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  list(block, mostBlocks[surface], 0)(blocks, '/blocks', { surface, report });
  // What concerns several blocks at once only makes sense once each of them is well formed.
  if (problems.length === 0) crossChecks(blocks as Record<string, unknown>[], report);
  return problems;
}
