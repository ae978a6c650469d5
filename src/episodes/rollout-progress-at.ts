import type { BegunDeployment } from './deployments-begun.ts';
import type { Episode } from './episode.ts';
import { isExplainedStop } from './is-explained-stop.ts';
import { isStopping } from './is-stopping.ts';
import { upAt } from './up-at.ts';

/** When a rollout last came closer to its end: it began, a new task came up and stayed, or an old one
 * made room. Epoch milliseconds. */
export function rolloutProgressAt(episode: Episode, rollout: BegunDeployment): number {
  const { facts } = episode;
  const times = Object.values(facts.tasks).flatMap((task) => {
    const isNew = task.startedBy === rollout.id;
    if (isNew) return isStopping(task) ? [] : (upAt(task, episode) ?? []);
    return task.stoppingAt !== undefined && isExplainedStop(task, facts) ? [task.stoppingAt] : [];
  });
  return Math.max(rollout.startedAt, ...times);
}
