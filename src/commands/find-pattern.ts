import type { CommandContext } from './command-context.ts';
import { findScope, type Scope, scopeName } from './find-scope.ts';
import { withoutMarks } from './line/spelling.ts';
import { Refusal } from './refusal.ts';

/** `*web*`: services of any cluster. */
const part = /^[\w*-]{1,255}$/;
/** `shop/*`, `shop/web-*`, `*`: cluster and service, each with stars where anything may stand. */
const wildcard = /^(?:\*|[\w*-]{1,255}\/[\w*-]{1,255})$/;

/**
 * What is followed or muted: a pattern with stars as it is, a service's, family's or cluster's name as the pattern of just that.
 * Throws Refusal for a name that does not exist.
 */
export async function findPattern(
  context: Pick<CommandContext, 'ecs' | 'box'>,
  given: string,
): Promise<string> {
  const name = withoutMarks(given);
  if (name !== given && /^[\w-]+\/[\w-]+$/.test(name)) {
    // Pasted in bold, where there is such a service; else its stars are stars.
    const found = await findScope(context, name).catch(noneSuch);
    if (found !== undefined) return patternOf(found);
  }
  if (given.includes('*') && wildcard.test(given)) return given;
  if (given.includes('*') && part.test(given)) return `*/${given}`;
  return patternOf(await findScope(context, given));
}

function noneSuch(error: unknown): undefined {
  if (error instanceof Refusal && error.problem.code.startsWith('unknown')) return undefined;
  throw error;
}

function patternOf(scope: Scope): string {
  const isCluster = scope.service === undefined && scope.family === undefined;
  return isCluster ? `${scope.cluster}/*` : scopeName(scope);
}
