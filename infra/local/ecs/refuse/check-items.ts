import { invalidParameter } from './invalid-parameter.ts';

/** The identifiers of a describe call: at least one and at most `limit`. */
export function checkItems(
  label: string,
  items: readonly string[] | undefined,
  limit: number,
): readonly string[] {
  if (items === undefined || items.length === 0) {
    throw invalidParameter(`${label[0]?.toUpperCase()}${label.slice(1)} cannot be empty.`);
  }
  if (items.length > limit) throw invalidParameter(`${label} can have at most ${limit} items.`);
  return items;
}
