import type { Episode } from './episode.ts';
import type { TaskState } from './fact.ts';

/**
 * When a task was up: HEALTHY where its task definition has a health check, else RUNNING. Undefined while it is not,
 * or while it is not known whether there is a health check.
 */
export function upAt(task: TaskState, healthChecks: Episode['healthChecks']): number | undefined {
  if (task.healthyAt !== undefined) return task.healthyAt;
  return healthChecks[task.taskDefinition] === false ? task.startedAt : undefined;
}
