/**
 * The values that a pattern's list is compared with. EventBridge looks at leaves only: a list stands for its elements, also
 * nested ones, and an object or an absent field for no value at all.
 */
export function leafValues(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leafValues);
  return value === undefined || (typeof value === 'object' && value !== null) ? [] : [value];
}
