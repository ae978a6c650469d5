import { type BegunDeployment, deploymentsBegun } from './begun-deployments.ts';
import { type Episode, upAt } from './episode.ts';
import { isStopping } from './facts.ts';
import { lacksStagedTasks, stagedProgressAt, stagingDeadlines, stagingOf } from './staging.ts';
import { isExplainedStop } from './stops.ts';

/** A rollout without progress for this long counts as hanging; longer than a slow start with its health checks. */
export const hangsAfterMs = 10 * 60_000;

/**
 * Since when the rollout lacks tasks and makes no progress, by the latest DescribeServices answer; undefined if it does not hang. While all its tasks
 * are there, ECS is waiting on purpose: for bake time, alarms, a gradual traffic shift or a hook.
 */
export function hangingSince(episode: Episode, rollout: BegunDeployment): number | undefined {
  if (rollout.state !== 'IN_PROGRESS' || episode.answer === undefined) return undefined;
  if (!lacksTasks(episode, rollout)) return undefined;
  const since = rolloutProgressAt(episode, rollout);
  return episode.answer.at >= since + patienceMs(episode, rollout) ? since : undefined;
}

/** A service whose deployments take long is given twice as long as the longest of the last ten. */
function patienceMs(episode: Episode, { id }: BegunDeployment): number {
  return Math.max(hangsAfterMs, 2 * (stagingOf(episode, [id])?.longestMs ?? 0));
}

function lacksTasks(episode: Episode, { id }: BegunDeployment): boolean {
  const { answer, facts } = episode;
  if (answer === undefined) return false;
  const staging = stagingOf(episode, [id]);
  const lacks = staging && lacksStagedTasks(staging, facts);
  if (lacks !== undefined) return lacks;
  const { runningCount, desiredCount } = answer.deployments.find((one) => one.id === id) ?? answer;
  if (typeof answer.unhealthy === 'number' && answer.unhealthy > 0) return true;
  const isBegun = Object.values(facts.tasks).some(({ startedBy }) => startedBy === id);
  // A hook can hold it up before its first task.
  return runningCount < desiredCount && (isBegun || runningCount > 0 || answer.hasHooks !== true);
}

/** When ECS has to be asked about the open rollout, because it may hang by then, or be further: epoch milliseconds. */
export function rolloutDeadlines(episode: Episode): number[] {
  const [rollout] = deploymentsBegun(episode);
  if (rollout?.state !== 'IN_PROGRESS') return [];
  const staging = stagingOf(episode, [rollout.id]);
  const hangs = rolloutProgressAt(episode, rollout) + patienceMs(episode, rollout);
  return [hangs, ...(staging ? stagingDeadlines(staging, episode.facts) : [])];
}

/** When a rollout last made progress: it began, a new task came up and stayed up, or an old one made room. Epoch milliseconds. */
function rolloutProgressAt(episode: Episode, rollout: BegunDeployment): number {
  const { facts } = episode;
  const times = Object.values(facts.tasks).flatMap((task) => {
    const isNew = task.startedBy === rollout.id;
    if (isNew) return isStopping(task) ? [] : (upAt(task, episode) ?? []);
    return task.stoppingAt !== undefined && isExplainedStop(task, facts) ? [task.stoppingAt] : [];
  });
  const staging = stagingOf(episode, [rollout.id]);
  return Math.max(rollout.startedAt, staging === undefined ? 0 : stagedProgressAt(staging, facts), ...times);
}
