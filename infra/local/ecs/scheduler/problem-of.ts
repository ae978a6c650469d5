import { taskHealth } from '../describe/task-health.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { targetHealth } from './target-health.ts';

/** What a health check has against a task, as ECS tells it. */
export interface TaskProblem {
  readonly kind: 'tasks failed container health checks' | 'tasks failed ELB health checks';
  readonly stoppedReason: string;
  /** The line of the service's events. */
  readonly event: string;
}

/** Why a service's scheduler is to replace a running task; the load balancer has no say within the service's grace period. */
export function problemOf(
  world: EcsWorld,
  { settings }: ServiceEntity,
  task: TaskEntity,
): TaskProblem | undefined {
  if (taskHealth(task) === 'UNHEALTHY') {
    return {
      kind: 'tasks failed container health checks',
      stoppedReason: 'Task failed container health checks',
      event: `(task ${task.id}) failed container health checks.`,
    };
  }
  const target = targetHealth(world, task).find(({ state }) => state === 'unhealthy');
  const grace = world.time.milliseconds(settings.healthCheckGracePeriodSeconds);
  const since = world.time.now() - (task.startedAt ?? world.time.now());
  if (target === undefined || since < grace) return undefined;
  const { targetGroupArn, reason = 'Health checks failed' } = target;
  const port = settings.loadBalancers.find((one) => one.targetGroupArn === targetGroupArn)?.containerPort;
  return {
    kind: 'tasks failed ELB health checks',
    stoppedReason: `Task failed ELB health checks in (target-group ${targetGroupArn})`,
    event: `(port ${port ?? 80}) is unhealthy in (target-group ${targetGroupArn}) due to (reason ${reason}).`,
  };
}
