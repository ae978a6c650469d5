import type { Episode } from './episode.ts';
import { isExplainedStop } from './is-explained-stop.ts';
import { isStopping } from './is-stopping.ts';

/**
 * An answer of DescribeServices must be newer than this to be told from, epoch milliseconds; 0 where none is needed. No event
 * names the desired count: a rollout has to be asked about when it began, a scale-out whenever tasks were made or told to
 * leave. A stop that heals wants the count that was.
 */
export function countedFrom({ target, cause, facts, border }: Episode): number {
  if (cause !== undefined || !('service' in target)) return 0;
  const began = Object.values(facts.deployments).map(({ startedAt = 0 }) => startedAt);
  if (began.length > 0) return newest(began, border);
  const tasks = Object.values(facts.tasks);
  if (tasks.some((task) => isStopping(task) && !isExplainedStop(task, facts))) return 0;
  const moved = tasks.map((task) => (isStopping(task) ? task.stoppingAt : task.createdAt) ?? 0);
  return newest(moved, border);
}

function newest(times: readonly number[], border: number): number {
  return Math.max(0, ...times.filter((time) => time > border));
}
