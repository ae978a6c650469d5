import type { HealthStatus } from '@aws-sdk/client-ecs';
import type { TaskEntity } from '../entities/task-entity.ts';

/** A task's health: the worst of its essential containers' health checks; UNKNOWN when it has none or is not running. */
export function taskHealth(task: TaskEntity): HealthStatus {
  const checked = task.containers.filter(
    ({ essential, healthAfter }) => essential && healthAfter !== undefined,
  );
  if (checked.length === 0 || task.lastStatus === 'STOPPED') return 'UNKNOWN';
  if (checked.some(({ healthStatus }) => healthStatus === 'UNHEALTHY')) return 'UNHEALTHY';
  return checked.every(({ healthStatus }) => healthStatus === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}
