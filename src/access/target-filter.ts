import { matchesPattern } from '../watches/matches-pattern.ts';
import type { AccessTarget } from './access-request.ts';
import { coversTarget } from './covers-target.ts';

/** Which targets somebody may look at. */
export interface TargetFilter {
  /** Whether tags can let a target through, so that they have to be known. */
  readonly byTags: boolean;
  covers(target: AccessTarget): boolean;
  /**
   * What its name says of a cluster: `all` in it may be looked at; it is `named`, so that it is no secret; `maybe`, if something in it
   * may be looked at; or `none`.
   */
  cluster(name: string): 'all' | 'named' | 'maybe' | 'none';
}

/** The filter of what one of `on` names, as in a grant. */
export function targetFilter(on: readonly string[]): TargetFilter {
  const byTags = on.some((each) => each.startsWith('tag:'));
  const clusters = on.filter((each) => !each.startsWith('tag:')).map((each) => each.split('/')[0] ?? '');
  return {
    byTags,
    covers: (target) => coversTarget(on, target),
    cluster(name) {
      if (coversTarget(on, { cluster: name, name: '*', tags: {} })) return 'all';
      if (clusters.includes(name)) return 'named';
      return byTags || clusters.some((each) => matchesPattern(each, name)) ? 'maybe' : 'none';
    },
  };
}
