import type { ChangeTarget } from './change-target.ts';
import { coveredName } from './covered-name.ts';

/**
 * `shop/web`, or `shop/3f2a…` for a task that belongs to no service: what can be typed as a target. Of what is no service, the
 * name that a grant has to cover: `hands-on/*` for a cluster, `*` and its name for a repository or a family.
 */
export function targetName(target: ChangeTarget): string {
  const { cluster, name } = coveredName(target);
  return `${cluster}/${name}`;
}
