import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { emitTaskStateChange } from '../events/emit-task-state-change.ts';

/** Makes what was just changed on a task known: its version rises, its event goes out, its service's scheduler looks. */
export function changeTask(world: EcsWorld, task: TaskEntity): void {
  task.version += 1;
  task.updatedAt = world.time.now();
  emitTaskStateChange(world, task);
  world.changed();
  if (task.serviceArn !== undefined) world.wake(task.serviceArn);
}
