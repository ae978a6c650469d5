import { taskHealth } from '../describe/task-health.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { secondsToSettle } from './seconds-to-settle.ts';
import { targetHealth } from './target-health.ts';

/** True when a deployment may count on the task. */
export function isHealthy(world: EcsWorld, task: TaskEntity): boolean {
  if (task.lastStatus !== 'RUNNING' || task.startedAt === undefined) return false;
  const targets = targetHealth(world, task);
  if (targets.some(({ state }) => state !== 'healthy')) return false;
  if (task.containers.some(({ essential, healthAfter }) => essential && healthAfter !== undefined)) {
    return taskHealth(task) === 'HEALTHY';
  }
  if (targets.length > 0) return true;
  return world.time.now() - task.startedAt >= world.time.milliseconds(secondsToSettle(task));
}
