import type { Episode } from './episode.ts';
import { isEnded } from './is-ended.ts';
import { isStopping } from './is-stopping.ts';
import { startedTasks } from './started-tasks.ts';
import { upAt } from './up-at.ts';

/**
 * Whether the events alone allow the closing: every task that was seen stopping is STOPPED, every one that started is
 * up, and the change that caused it is recorded as applied or failed.
 */
export function isSettled(episode: Episode): boolean {
  const { facts, cause, outcome, healthChecks } = episode;
  if (cause !== undefined && outcome === undefined) return false;
  if (Object.values(facts.tasks).some((task) => isStopping(task) && !isEnded(task))) return false;
  if (Object.values(facts.folded.live).some((state) => state === 2)) return false;
  return startedTasks(episode).every((task) => upAt(task, healthChecks) !== undefined);
}
