import { compilePattern } from './compile-pattern.ts';

/** Whether an event pattern of EventBridge takes an event. Throws what compilePattern throws. */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  return compilePattern(pattern)(event);
}
