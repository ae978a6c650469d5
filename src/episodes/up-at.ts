import type { Episode } from './episode.ts';
import type { TaskState } from './fact.ts';

type Checks = Pick<Episode, 'essentialChecks'>;

/**
 * When a task was up: RUNNING, or where an essential container has a health check, when ECS was first seen to call it HEALTHY.
 * Undefined while it is not, or while it is not known whether there is such a check.
 */
export function upAt(task: TaskState, { essentialChecks = {} }: Checks): number | undefined {
  return essentialChecks[task.taskDefinition] === false ? task.startedAt : task.healthyAt;
}

/** The latest time at which the task is known not to have been up yet: `upAt` itself where that is exact. */
export function notUpBefore(task: TaskState, { essentialChecks = {} }: Checks): number | undefined {
  const { healthyAt, startedAt = 0, unhealthyAt = 0, taskDefinition } = task;
  if (essentialChecks[taskDefinition] === false) return task.startedAt;
  if (healthyAt === undefined) return undefined;
  return Math.max(startedAt, unhealthyAt < healthyAt ? unhealthyAt : 0);
}
