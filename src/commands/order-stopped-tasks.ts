import type { Task } from '../ecs/task.ts';

/** Stopped tasks, the newest first; those that are still stopping before them. */
export function orderStoppedTasks(tasks: readonly Task[]): Task[] {
  return [...tasks].sort((a, b) => endedAt(b) - endedAt(a) || Number(b.stoppingAt) - Number(a.stoppingAt));
}

function endedAt({ stoppedAt }: Task): number {
  return Number(stoppedAt ?? Number.MAX_SAFE_INTEGER);
}
