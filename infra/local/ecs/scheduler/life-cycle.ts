import { emitTaskStateChange, recordServiceEvent } from '../events.ts';
import { taskHealth } from '../model/describe-task.ts';
import type { ServiceEntity } from '../model/service.ts';
import type { AttachmentStatus, TargetHealth, TaskEntity, TaskStatus } from '../model/task.ts';
import { clearTimer, type EcsWorld } from '../world.ts';

/** One step of a task: its state after `seconds` of real life. Every step but a silent one sends an event. */
export interface LifeCycleStep {
  readonly seconds: number;
  readonly lastStatus?: TaskStatus;
  readonly attachment?: AttachmentStatus;
  readonly mark?: 'connectivityAt' | 'pullStartedAt' | 'pullStoppedAt' | 'executionStoppedAt';
  /** True where ECS changes a field but reports it only with the next change of state. */
  readonly isSilent?: boolean;
}

/** How a Fargate task starts (about 30 s) and stops (about 25 s). The first state of a task is PROVISIONING. */
export const lifeCycle = {
  starting: [
    { seconds: 1.5, attachment: 'ATTACHING' },
    { seconds: 8.5, lastStatus: 'PENDING', attachment: 'ATTACHED' },
    { seconds: 3, mark: 'connectivityAt' },
    { seconds: 6.5, mark: 'pullStartedAt', isSilent: true },
    { seconds: 7, mark: 'pullStoppedAt', isSilent: true },
    { seconds: 1.5, lastStatus: 'ACTIVATING' },
    { seconds: 2, lastStatus: 'RUNNING' },
  ],
  stopping: [
    { seconds: 1, lastStatus: 'DEACTIVATING' },
    { seconds: 1.5, lastStatus: 'STOPPING' },
    { seconds: 1, lastStatus: 'DEPROVISIONING', attachment: 'DETACHING', mark: 'executionStoppedAt' },
    { seconds: 12, attachment: 'DELETED' },
    { seconds: 9.5, lastStatus: 'STOPPED' },
  ],
} as const satisfies Record<string, readonly LifeCycleStep[]>;

/** Puts a task into the state of a life-cycle step. */
export function takeStep(world: EcsWorld, task: TaskEntity, step: LifeCycleStep): void {
  const now = world.time.now();
  if (step.lastStatus !== undefined) task.lastStatus = step.lastStatus;
  if (step.attachment !== undefined && task.attachment !== undefined)
    task.attachment.status = step.attachment;
  if (step.mark !== undefined) task[step.mark] = now;
  if (step.lastStatus === 'RUNNING') task.startedAt = now;
  if (step.lastStatus === 'STOPPED') task.stoppedAt = now;
  const service = world.store.services.get(task.serviceArn ?? '');
  if (service !== undefined && step.lastStatus !== undefined) noteTaskChange(world, service, task);
  if (step.isSilent !== true) changeTask(world, task);
}

/** Publishes a change of a task: raises its version, sends its event, and wakes its service's scheduler. */
export function changeTask(world: EcsWorld, task: TaskEntity): void {
  task.version += 1;
  task.updatedAt = world.time.now();
  emitTaskStateChange(world, task);
  world.changed();
  if (task.serviceArn !== undefined) world.wake(task.serviceArn);
}

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
function noteTaskChange(world: EcsWorld, service: ServiceEntity, task: TaskEntity): void {
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
