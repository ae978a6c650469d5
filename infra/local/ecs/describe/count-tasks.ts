import type { TaskEntity, TaskStatus } from '../entities/task-entity.ts';

const pending: readonly TaskStatus[] = ['PROVISIONING', 'PENDING', 'ACTIVATING'];

/** How many tasks run and how many are on their way there, by the last status alone, as ECS counts. */
export function countTasks(tasks: Iterable<TaskEntity>): { running: number; pending: number } {
  const counts = { running: 0, pending: 0 };
  for (const { lastStatus } of tasks) {
    if (lastStatus === 'RUNNING') counts.running += 1;
    if (pending.includes(lastStatus)) counts.pending += 1;
  }
  return counts;
}
