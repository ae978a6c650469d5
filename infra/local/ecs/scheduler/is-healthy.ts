import { taskHealth } from '../describe/task-health.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { secondsToSettle } from './seconds-to-settle.ts';

/** True when a deployment may count on the task. */
export function isHealthy(world: EcsWorld, task: TaskEntity): boolean {
  if (task.lastStatus !== 'RUNNING' || task.startedAt === undefined) return false;
  if (task.containers.some(({ essential, healthAfter }) => essential && healthAfter !== undefined)) {
    return taskHealth(task) === 'HEALTHY';
  }
  return world.time.now() - task.startedAt >= world.time.milliseconds(secondsToSettle(task));
}
