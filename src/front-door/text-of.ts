/** A value from outside that should be text: itself, or empty when it is anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
