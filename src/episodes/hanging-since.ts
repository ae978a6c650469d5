import type { BegunDeployment } from './deployments-begun.ts';
import type { Episode } from './episode.ts';
import { rolloutProgressAt } from './rollout-progress-at.ts';

/** A rollout that came no closer to its end for so long is told as hanging: longer than a slow start with its health checks. */
export const hangsAfterMs = 10 * 60_000;

/**
 * Since when the rollout hangs, as the newest answer of DescribeServices showed; undefined when it does not. While all its tasks
 * are there ECS waits on purpose: it bakes, watches alarms, shifts traffic step by step, or waits for a hook.
 */
export function hangingSince(episode: Episode, rollout: BegunDeployment): number | undefined {
  if (rollout.state !== 'IN_PROGRESS' || episode.answer === undefined) return undefined;
  if (!lacksTasks(episode, rollout)) return undefined;
  const since = rolloutProgressAt(episode, rollout);
  return episode.answer.at >= since + hangsAfterMs ? since : undefined;
}

function lacksTasks({ answer, facts }: Episode, { id }: BegunDeployment): boolean {
  if (answer === undefined) return false;
  const { runningCount, desiredCount } = answer.deployments.find((one) => one.id === id) ?? answer;
  if (typeof answer.unhealthy === 'number' && answer.unhealthy > 0) return true;
  const isBegun = Object.values(facts.tasks).some(({ startedBy }) => startedBy === id);
  // A hook can hold it up before its first task.
  return runningCount < desiredCount && (isBegun || runningCount > 0 || answer.hasHooks !== true);
}
