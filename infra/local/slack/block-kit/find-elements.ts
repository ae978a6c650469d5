import { isRecord } from '../http/is-record.ts';
import { actionableTypes } from './actionable-types.ts';

/** An element that a person can act on, and the block that it stands in. */
export interface FoundElement {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Readonly<Record<string, unknown>> & { readonly type: string };
}

/** Every element of the blocks that can be acted on, in the order shown. */
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
