import { matchesPattern } from '../watches/matches-pattern.ts';
import type { AccessTarget } from './access-request.ts';

/**
 * Whether a grant's `on` names this target. A target that is itself a pattern is named only by what covers all that it stands
 * for: its stars fit nothing but a star. What has no target is named by `*` alone.
 */
export function coversTarget(on: readonly string[], target: AccessTarget | undefined): boolean {
  return on.some((each) => {
    if (each === '*' || each === '*/*') return true;
    if (target === undefined) return false;
    if (!each.startsWith('tag:')) return matchesPattern(each, `${target.cluster}/${target.name}`);
    const [, key = '', value] = /^tag:([^=]+)=(.*)$/.exec(each) ?? [];
    return Object.hasOwn(target.tags, key) && target.tags[key] === value;
  });
}
