import type { BegunDeployment } from './deployments-begun.ts';
import type { Episode } from './episode.ts';
import { rolloutProgressAt } from './rollout-progress-at.ts';

/** A rollout that came no closer to its end for so long is told as hanging: longer than a slow start with its health checks. */
export const hangsAfterMs = 10 * 60_000;

/** Since when the rollout hangs, as the newest answer of DescribeServices showed; undefined when it does not. */
export function hangingSince(episode: Episode, rollout: BegunDeployment): number | undefined {
  if (rollout.state !== 'IN_PROGRESS' || episode.answer === undefined) return undefined;
  const since = rolloutProgressAt(episode, rollout);
  return episode.answer.at >= since + hangsAfterMs ? since : undefined;
}
