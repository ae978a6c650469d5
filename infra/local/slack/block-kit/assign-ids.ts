import type { KnownBlock } from '@slack/types';
import { isRecord } from '../http/is-record.ts';
import { randomId } from '../state/random-id.ts';
import { actionableTypes } from './actionable-types.ts';

/** A copy in which every block has a `block_id` and every element that can be acted on an `action_id`, as Slack adds them. */
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
