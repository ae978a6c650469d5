import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';

/** Whether neither scaling in nor a deployment may take a task now. */
export function isProtected({ time }: EcsWorld, { protectedUntil }: TaskEntity): boolean {
  return protectedUntil !== undefined && protectedUntil > time.now();
}
