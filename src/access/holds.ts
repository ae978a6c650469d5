import type { AccessRequest } from './access-request.ts';

/**
 * Whether a grant's `may` is enough for what is asked. `change` holds everything; whoever may do anything with a target may look at
 * it too.
 */
export function holds(
  may: readonly string[],
  { kind, commands }: Pick<AccessRequest, 'kind' | 'commands'>,
): boolean {
  return kind === 'read' || may.includes('change') || commands.some((command) => may.includes(command));
}
