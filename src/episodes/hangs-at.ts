import { deploymentsBegun } from './deployments-begun.ts';
import type { Episode } from './episode.ts';
import { hangsAfterMs } from './hanging-since.ts';
import { rolloutProgressAt } from './rollout-progress-at.ts';

/** When the open rollout will count as hanging if nothing comes of it until then, epoch milliseconds. */
export function hangsAt(episode: Episode): number | undefined {
  const [rollout] = deploymentsBegun(episode);
  if (rollout?.state !== 'IN_PROGRESS') return undefined;
  return rolloutProgressAt(episode, rollout) + hangsAfterMs;
}
