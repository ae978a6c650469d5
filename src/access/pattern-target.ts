import type { AccessTarget } from './access-request.ts';

/** The target of a setting, from the pattern that it is about: `shop/*`, or `*` for everything. A pattern has no tags. */
export function patternTarget(pattern: string): AccessTarget {
  const [cluster = '*', name = '*'] = pattern.split('/');
  return { cluster, name, tags: {} };
}
