import { isRecord } from '../http/is-record.ts';

/** Calls `visit` for every object inside `value`, with its JSON pointer, outermost first. */
export function walk(
  value: unknown,
  pointer: string,
  visit: (found: Record<string, unknown>, pointer: string) => void,
): void {
  if (isRecord(value)) visit(value, pointer);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) walk(inner, `${pointer}/${key}`, visit);
}
