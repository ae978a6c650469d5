import type { TaskEntity } from '../entities/task-entity.ts';

/** Seconds of real life for which a task without a health check must be RUNNING until a deployment counts on it. */
export function secondsToSettle(task: TaskEntity): number {
  return task.targetGroupArns.length > 0 ? 10 : 40;
}
