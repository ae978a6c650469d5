import type { TaskStopCode } from '@aws-sdk/client-ecs';
import type { ContainerEntity, TaskEntity } from '../model/task.ts';
import { clearTimer, type EcsWorld, setTimer } from '../world.ts';
import { changeTask, type LifeCycleStep, lifeCycle, takeStep } from './life-cycle.ts';

/** Begins to stop a task; a task that is already stopping keeps its first reason. */
export function stopTask(world: EcsWorld, task: TaskEntity, stopCode: TaskStopCode, reason: string): void {
  if (task.desiredStatus === 'STOPPED') return;
  task.desiredStatus = 'STOPPED';
  task.stopCode = stopCode;
  task.stoppedReason = reason;
  task.stoppingAt = world.time.now();
  clearTimer(world, `${task.arn}#watch`);
  const steps = stepsFrom(task);
  changeTask(world, task);
  walk(world, task, steps);
}

/** The steps that remain: a task that never ran has nothing to drain, one whose containers have exited has nothing to stop. */
function stepsFrom(task: TaskEntity): readonly LifeCycleStep[] {
  const [deactivating, , ...rest] = lifeCycle.stopping;
  const isRunning = task.containers.some(({ lastStatus }) => lastStatus === 'RUNNING');
  if (task.lastStatus !== 'RUNNING') return rest;
  if (isRunning) return lifeCycle.stopping;
  return task.targetGroupArns.length > 0 ? [deactivating, ...rest] : rest;
}

function walk(world: EcsWorld, task: TaskEntity, steps: readonly LifeCycleStep[]): void {
  const [step, ...rest] = steps;
  if (step === undefined) return;
  const take = () => {
    if (step.lastStatus === 'DEPROVISIONING') endContainers(task);
    takeStep(world, task, step);
    if (step.lastStatus === 'DEACTIVATING') deregisterTargets(world, task);
    if (step.lastStatus === 'STOPPING') for (const { process } of task.containers) process?.stop();
    walk(world, task, rest);
    if (step.lastStatus === 'STOPPED')
      world.time.afterWall(world.stoppedTaskIsShownFor, () => world.store.tasks.delete(task.arn));
  };
  setTimer(world, task.arn, secondsUntilStopped(step, task), () => whenEnded(world, task, step, take));
}

function deregisterTargets({ targetGroups }: EcsWorld, { id, targetGroupArns }: TaskEntity): void {
  for (const arn of targetGroupArns) targetGroups?.deregister(arn, id, () => {});
}

function secondsUntilStopped(step: LifeCycleStep, task: TaskEntity): number {
  // A load balancer drains open connections before the containers are told to stop.
  if (step.lastStatus === 'STOPPING' && task.targetGroupArns.length > 0) return step.seconds + 5;
  if (step.lastStatus !== 'DEPROVISIONING') return step.seconds;
  const deaf = task.containers.filter(ignoresSigterm).map(({ stopTimeout }) => stopTimeout);
  return Math.max(step.seconds, ...deaf);
}

function ignoresSigterm({ behaviour, lastStatus }: ContainerEntity): boolean {
  return behaviour.ignoresSigterm && lastStatus === 'RUNNING';
}

function endContainers(task: TaskEntity): void {
  for (const container of task.containers) {
    if (container.lastStatus === 'RUNNING') container.exitCode = ignoresSigterm(container) ? 137 : 143;
    container.lastStatus = 'STOPPED';
    container.healthStatus = 'UNKNOWN';
  }
}

/**
 * Calls `run` when a stopping task may take a step: SIGTERM waits for its targets to drain, the end of its containers waits for its processes to
 * exit. At once for a simulated task.
 */
function whenEnded(world: EcsWorld, task: TaskEntity, step: LifeCycleStep, run: () => void): void {
  const waits: ((done: () => void) => void)[] = [];
  const { targetGroups } = world;
  if (
    targetGroups !== undefined &&
    (step.lastStatus === 'STOPPING' || step.lastStatus === 'DEPROVISIONING')
  ) {
    for (const arn of task.targetGroupArns) waits.push((done) => targetGroups.deregister(arn, task.id, done));
  }
  if (step.lastStatus === 'DEPROVISIONING') {
    for (const { process } of task.containers) {
      if (process === undefined) continue;
      waits.push((done) => {
        // If the task was never RUNNING, its processes have not been told to stop yet.
        process.stop();
        process.whenExited(done);
      });
    }
  }
  all(waits, run);
}

function all(waits: readonly ((done: () => void) => void)[], run: () => void): void {
  const [wait, ...rest] = waits;
  if (wait === undefined) run();
  else wait(() => all(rest, run));
}
