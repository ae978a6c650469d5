import { recordServiceEvent } from '../events.ts';
import { taskHealth } from '../model/describe-task.ts';
import type { ServiceEntity } from '../model/service.ts';
import type { TargetHealth, TaskEntity } from '../model/task.ts';
import { clearTimer, type EcsWorld } from '../world.ts';

/** Whether a deployment may count the task as healthy. */
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

/** The load balancer's view of a task, by target group; empty for a simulated task. */
export function targetHealth(
  { targetGroups }: EcsWorld,
  task: TaskEntity,
): readonly (TargetHealth & { readonly targetGroupArn: string })[] {
  return task.targetGroupArns.flatMap((targetGroupArn) => {
    const health = targetGroups?.health(targetGroupArn, task.id);
    return health === undefined ? [] : [{ ...health, targetGroupArn }];
  });
}

/** Real-life seconds that a task without a health check must be RUNNING before a deployment counts on it. */
export function secondsToSettle(task: TaskEntity): number {
  return task.targetGroupArns.length > 0 ? 10 : 40;
}

/** Records a step of a task in its service: events for targets that are registered or drained; a successful start resets the back-off. */
export function noteTaskChange(world: EcsWorld, service: ServiceEntity, task: TaskEntity): void {
  const targets = (verb: string) => {
    for (const arn of task.targetGroupArns) {
      recordServiceEvent(world, service, `${verb} 1 targets in (target-group ${arn}).`);
    }
  };
  if (task.lastStatus === 'RUNNING') {
    service.startFailures = 0;
    service.nextStartAt = 0;
    targets('registered');
  }
  if (task.lastStatus === 'DEACTIVATING') {
    targets('deregistered');
    if (task.targetGroupArns.length > 0) {
      recordServiceEvent(world, service, 'has begun draining connections on 1 tasks.');
    }
  }
}

/** Protects a task for `minutes` of wall time from now (0 ends the protection); then the scheduler checks whether to stop it. */
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

/** Registers a running task in its service's target groups; a simulated task has nothing that could answer. */
export function registerTargets(world: EcsWorld, task: TaskEntity): void {
  const process = task.containers.find((container) => container.process !== undefined)?.process;
  if (process === undefined) return;
  for (const arn of task.targetGroupArns) {
    world.targetGroups?.register(arn, {
      id: task.id,
      port: () => process.port(),
      onState() {
        world.changed();
        if (task.serviceArn !== undefined) world.wake(task.serviceArn, 0);
      },
      onTraffic: () => world.changed(),
    });
  }
}
