import type { ChangeTarget } from './change-target.ts';

/**
 * A change's target as a grant's `on` has to name it. A cluster stands for all that is in it: `hands-on/*`. A repository and
 * a family of task definitions are in no cluster, and any may use them: their star is named by nothing but a star.
 */
export function coveredName(target: ChangeTarget): { readonly cluster: string; readonly name: string } {
  if ('repository' in target) return { cluster: '*', name: target.repository };
  if (!('cluster' in target)) return { cluster: '*', name: target.family };
  const { cluster } = target;
  if ('service' in target) return { cluster, name: target.service };
  if ('family' in target) return { cluster, name: target.family };
  return { cluster, name: 'task' in target ? target.task : '*' };
}
