import type { ECSClient } from '@aws-sdk/client-ecs';
import { readClusterTags } from './read-cluster-tags.ts';

type Tags = Readonly<Record<string, string>>;

/** A cluster's tags seldom change: whoever changes one waits at most this long. */
const freshMs = 5 * 60_000;

/** A cluster's tags, kept for five minutes. A failed reading is not kept. */
export function clusterTags(ecs: ECSClient, now: () => number): (cluster: string) => Promise<Tags> {
  const known = new Map<string, { readonly at: number; readonly tags: Promise<Tags> }>();

  return (cluster) => {
    const kept = known.get(cluster);
    if (kept !== undefined && now() - kept.at < freshMs) return kept.tags;
    const current = { at: now(), tags: readClusterTags(ecs, cluster) };
    known.set(cluster, current);
    current.tags.catch(() => {
      if (known.get(cluster) === current) known.delete(cluster);
    });
    return current.tags;
  };
}
