import type { ThresholdConfiguration } from '@aws-sdk/client-ecs';
import { taskHealth } from '../model/describe-task.ts';
import type { DeploymentEntity, ServiceEntity } from '../model/service.ts';
import type { TaskEntity } from '../model/task.ts';
import type { EcsWorld } from '../world.ts';
import { targetHealth } from './life-cycle.ts';

/** A service's task as the scheduler sees it. Tasks past RUNNING no longer exist for it. */
export interface ScheduledTask {
  readonly id: string;
  /** True when it belongs to the newest deployment. */
  readonly isPrimary: boolean;
  /** `leaving`: still RUNNING, but told to stop. */
  readonly phase: 'starting' | 'running' | 'leaving';
  /** It has been RUNNING long enough, or its health check passes. */
  readonly isHealthy: boolean;
  /** Its health check fails. */
  readonly isUnhealthy: boolean;
  /** Scale-in and deployments must keep it, unless it is unhealthy. */
  readonly isProtected: boolean;
  readonly availabilityZone: string;
  readonly createdAt: number;
}

export interface ServiceSituation {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly tasks: readonly ScheduledTask[];
}

export interface Decision {
  readonly start: number;
  readonly stop: readonly { readonly id: string; readonly why: 'SCALING' | 'UNHEALTHY' }[];
  /** True when a deployment is stuck because the two percentages leave no room. */
  readonly isBlocked: boolean;
  /** How many tasks are kept only because they are protected. */
  readonly kept: number;
}

/**
 * What a service's scheduler does next. The minimum rounds up, the maximum down, both relative to the desired count. Replacements start first where
 * the maximum allows it; otherwise old tasks make room as far as the minimum allows.
 */
export function decide({
  desiredCount,
  minimumHealthyPercent,
  maximumPercent,
  tasks,
}: ServiceSituation): Decision {
  const lower = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  const upper = Math.floor((desiredCount * maximumPercent) / 100);
  const leaving = tasks.filter(({ phase }) => phase === 'leaving');
  const staying = tasks.filter(({ phase }) => phase !== 'leaving');
  const primary = staying.filter(({ isPrimary }) => isPrimary);
  const unhealthy = primary.filter(({ isUnhealthy }) => isUnhealthy);
  const good = primary.filter(({ isUnhealthy }) => !isUnhealthy);
  const healthy = good.filter(({ isHealthy }) => isHealthy).length;
  const old = staying.filter(({ isPrimary }) => !isPrimary);
  const serving = old.filter(serves);

  const want = Math.max(0, desiredCount - good.length);
  const room = Math.max(0, upper - tasks.length);
  const start = Math.min(want, room);
  // A task that is already leaving makes room by itself.
  const missingRoom = Math.max(0, want - room - leaving.length);

  const mayGo = ({ isProtected, isUnhealthy }: ScheduledTask) => !isProtected || isUnhealthy;
  const spare = Math.max(0, healthy + serving.length - desiredCount);
  const allowed = Math.max(0, healthy + serving.length - lower);
  const oldStops = [
    ...old.filter((task) => !serving.includes(task) && mayGo(task)),
    ...serving
      .filter(mayGo)
      .toSorted(oldestFirst)
      .slice(0, Math.min(allowed, spare + missingRoom)),
  ];
  const tooMany = Math.max(0, good.length - desiredCount);
  const stillServing = staying.filter(serves).length - oldStops.filter(serves).length;
  const scaleIn = atMostServing(leastMissed(good.filter(mayGo), tooMany), Math.max(0, stillServing - lower));
  const outlived = healthy >= desiredCount ? old.filter((task) => !mayGo(task)).length : 0;
  const replaced = Math.max(0, healthy + unhealthy.length - desiredCount);
  const unhealthyStops = unhealthy.slice(
    0,
    missingRoom > 0 && oldStops.length === 0 ? Math.max(1, replaced) : replaced,
  );

  const stop = [
    ...[...oldStops, ...scaleIn].map(({ id }) => ({ id, why: 'SCALING' as const })),
    ...unhealthyStops.map(({ id }) => ({ id, why: 'UNHEALTHY' as const })),
  ];
  const isMoving = leaving.length > 0 || staying.some(({ phase }) => phase === 'starting');
  return {
    start,
    stop,
    isBlocked: want > 0 && start === 0 && stop.length === 0 && !isMoving,
    kept: tooMany - scaleIn.length + outlived,
  };
}

function serves({ phase, isUnhealthy }: ScheduledTask): boolean {
  return phase === 'running' && !isUnhealthy;
}

/** If a protected task that is still starting has to stay, the one that is serving stays too until it is up. */
function atMostServing(tasks: readonly ScheduledTask[], count: number): ScheduledTask[] {
  let left = count;
  return tasks.filter((task) => !serves(task) || left-- > 0);
}

function oldestFirst(one: ScheduledTask, other: ScheduledTask): number {
  return one.createdAt - other.createdAt;
}

/** `count` tasks to scale in: those still starting, then those not yet healthy, then the oldest in the fullest zone. */
function leastMissed(tasks: readonly ScheduledTask[], count: number): ScheduledTask[] {
  const left = [...tasks];
  const chosen: ScheduledTask[] = [];
  const rank = ({ phase, isHealthy }: ScheduledTask) => (phase === 'starting' ? 0 : isHealthy ? 2 : 1);
  const crowd = (task: ScheduledTask) =>
    left.filter(({ availabilityZone }) => availabilityZone === task.availabilityZone).length;
  while (chosen.length < count) {
    const [next] = left.toSorted(
      (one, other) => rank(one) - rank(other) || crowd(other) - crowd(one) || oldestFirst(one, other),
    );
    if (next === undefined) break;
    chosen.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return chosen;
}

/** Consecutive failures after which ECS reports that the service can't start its tasks. */
const patience = 3;

/** Real-life seconds until the next start, by the number of consecutive starts that never reached RUNNING: 0, 0, 10, 20, … up to 15 minutes. */
export function backOffSeconds(failures: number): number {
  return failures < patience ? 0 : Math.min(15 * 60, 10 * 2 ** (failures - patience));
}

/** The last deployment that succeeded, which is the target of a rollback. */
export function completedBefore(
  { deployments }: ServiceEntity,
  deployment: DeploymentEntity,
): DeploymentEntity | undefined {
  return deployments.find((other) => other !== deployment && isRollbackTarget(other));
}

/** Whether a rollback may go to this deployment: not if an earlier one to it failed. */
export function isRollbackTarget({ hasSucceeded, rolloutState }: DeploymentEntity): boolean {
  return hasSucceeded === true && rolloutState !== 'FAILED';
}

/**
 * Failed tasks after which the circuit breaker ends a deployment: a number, or a percentage of the desired count, rounded up and by default at least 3
 * and at most 200.
 */
export function failureThreshold(
  desiredCount: number,
  { type = 'BOUNDED_PERCENT', value = 50 }: Partial<ThresholdConfiguration> = {},
): number {
  const share = Math.ceil((desiredCount * value) / 100);
  if (type === 'COUNT') return value;
  return type === 'UNBOUNDED_PERCENT' ? share : Math.min(200, Math.max(3, share));
}

/** A failed health check of a task, as ECS reports it. */
export interface TaskProblem {
  readonly kind: 'tasks failed container health checks' | 'tasks failed ELB health checks';
  readonly stoppedReason: string;
  /** The line in the service's events. */
  readonly event: string;
}

/** Why a service's scheduler should replace a running task; the load balancer's checks are ignored within the service's grace period. */
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
  const port = settings.loadBalancers.find((one) =>
    [one.targetGroupArn, one.advancedConfiguration?.alternateTargetGroupArn].includes(targetGroupArn),
  )?.containerPort;
  return {
    kind: 'tasks failed ELB health checks',
    stoppedReason: `Task failed ELB health checks in (target-group ${targetGroupArn})`,
    event: `(port ${port ?? 80}) is unhealthy in (target-group ${targetGroupArn}) due to (reason ${reason}).`,
  };
}
