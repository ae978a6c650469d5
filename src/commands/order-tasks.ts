import type { Task } from '../ecs/task.ts';

/** Running ones as an operator wants to see them: still starting first, then unhealthy, then what has run longest. */
export function orderTasks(tasks: readonly Task[]): Task[] {
  return [...tasks].sort((a, b) => urgency(a) - urgency(b) || since(a) - since(b));
}

function urgency({ lastStatus, health }: Task): number {
  if (lastStatus !== 'RUNNING') return 0;
  return health === 'UNHEALTHY' ? 1 : 2;
}

function since({ startedAt, createdAt }: Task): number {
  return Number(startedAt ?? createdAt ?? 0);
}
