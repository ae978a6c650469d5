import type { CommandContext } from './command.ts';
import { findCluster } from './find-service.ts';
import { findScope, type Scope, scopeName } from './find-task.ts';
import { Refusal } from './problem.ts';
import { withoutMarks } from './readings.ts';

/** How usage shows what `findPattern` takes. */
export const patternHint = 'cluster|cluster/service|cluster/*';

/** `*web*`: services of any cluster. */
const part = /^[\w*-]{1,255}$/;
/** `shop/*`, `shop/web-*`, `*`: cluster and service, in which a star matches anything. */
const wildcard = /^(?:\*|[\w*-]{1,255}\/[\w*-]{1,255})$/;

/**
 * What to watch, mute or freeze: a pattern with stars as given; a service's, family's or cluster's name as the pattern for just that.
 * Throws Refusal for a name that does not exist.
 */
export async function findPattern(context: CommandContext, given: string): Promise<string> {
  const name = withoutMarks(given);
  if (name !== given && /^[\w-]+\/[\w-]+$/.test(name)) {
    // Pasted in bold, if there is such a service; otherwise its stars are wildcards.
    const found = await findScope(context, name).catch(noneSuch);
    if (found !== undefined) return patternOf(found);
  }
  if (given.includes('*') && wildcard.test(given)) {
    const [cluster = ''] = given.split('/');
    // Checked like every name: a typo must not stay unnoticed for good.
    return cluster.includes('*')
      ? given
      : `${await findCluster(context.ecs, cluster)}${given.slice(cluster.length)}`;
  }
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
