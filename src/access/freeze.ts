import { matchesPattern } from './targets.ts';

/** What is not changed through the bot for a while; `src/changes/freeze.ts` has the exceptions. */
export interface Freeze {
  /** `shop/web`, `shop/*`, `*`: see `matchesPattern`. */
  readonly pattern: string;
  /** As somebody typed it, without secrets; at most 200 characters. */
  readonly reason: string;
  /** Slack user id, U… */
  readonly setBy: string;
  /** Where it was set: Slack channel id, C… Its end is told there. */
  readonly channel: string;
  /** Since when the pattern is frozen without a gap, epoch milliseconds: setting it again moves its end, and not this. */
  readonly since: number;
  /** Epoch milliseconds. */
  readonly setAt: number;
  /** Epoch milliseconds; absent if its record can't be read: then it counts until somebody ends it. */
  readonly until?: number;
}

/** What somebody asked for: a freeze for a time, or until one (epoch milliseconds), or its end. */
export type FreezeRequest =
  | ({ readonly type: 'freeze'; readonly pattern: string; readonly reason: string } & (
      | { readonly forMs: number }
      | { readonly until: number }
    ))
  | { readonly type: 'unfreeze'; readonly pattern: string };

/** No freeze lasts longer, milliseconds. */
export const longestFreezeMs = 14 * 86_400_000;

/** The commands whose name in a grant's `may` is enough for a request: who may freeze may also end that. */
export function freezeRights({ type }: Pick<FreezeRequest, 'type'>): readonly string[] {
  return type === 'freeze' ? ['freeze'] : ['unfreeze', 'freeze'];
}

/** The freezes that have not ended, the one that lasts longest first. */
export function activeFreezes(freezes: readonly Freeze[], now: number): Freeze[] {
  const endOf = ({ until = Number.POSITIVE_INFINITY }: Freeze) => until;
  return freezes
    .filter((freeze) => endOf(freeze) > now)
    .sort((one, other) => (endOf(other) > endOf(one) ? 1 : -1));
}

/**
 * Whether a freeze's pattern covers a target, by its name as a grant covers it (see `coveredName`). The star of a cluster stands for what is in it,
 * so a freeze of one of its services covers the cluster too. What is in no cluster, `*` and its name, only a pattern for any cluster covers. A pattern
 * that makes no sense covers everything.
 */
export function isFrozen(
  pattern: string,
  target: { readonly cluster: string; readonly name: string },
): boolean {
  const [cluster = '', name = '', ...rest] = pattern.split('/');
  if (pattern === '*' || cluster === '' || name === '' || rest.length > 0) return true;
  return (
    matchesPattern(cluster, target.cluster) && (target.name === '*' || matchesPattern(name, target.name))
  );
}
