import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { clearTimer } from '../time/clear-timer.ts';

/** Protects a task for so many minutes of wall time from now, 0 for no longer; then its scheduler looks whether to take it. */
export function protectTask(world: EcsWorld, task: TaskEntity, minutes: number): void {
  const timer = `${task.arn}#protection`;
  const ms = minutes * 60_000;
  const look = () => {
    if (task.serviceArn !== undefined) world.wake(task.serviceArn);
  };
  clearTimer(world, timer);
  task.protectedUntil = minutes === 0 ? undefined : world.time.now() + ms;
  if (minutes > 0) world.timers.set(timer, world.time.afterWall(ms, look));
  look();
}
