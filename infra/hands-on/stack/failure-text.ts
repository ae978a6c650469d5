import type { HandsOnStack } from './hands-on-stack.ts';
import type { StackFailure } from './read-failures.ts';

/** What the person reads when a stack did not come to be, or did not go. */
export function failureText({ status }: HandsOnStack, failures: readonly StackFailure[]): string {
  const why = failures.map(({ resource, reason }) => `  ${resource}: ${reason}`);
  return [`The stack is ${status}:`, ...(why.length === 0 ? ['  no reason was given'] : why)].join('\n');
}
