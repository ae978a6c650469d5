import type { DeploymentEntity } from '../model/service.ts';
import type { ContainerEntity, TaskEntity } from '../model/task.ts';
import { type EcsWorld, setTimer } from '../world.ts';
import { noteFailedStart } from './deployments.ts';
import {
  changeTask,
  type LifeCycleStep,
  lifeCycle,
  registerTargets,
  secondsToSettle,
  takeStep,
} from './life-cycle.ts';
import { stopTask } from './stop-task.ts';

/** Adds a new task to the store and takes it from PROVISIONING to RUNNING. */
export function startTask(world: EcsWorld, task: TaskEntity, deployment?: DeploymentEntity): void {
  // Start times vary by a few seconds on AWS, so the tasks of one service don't move in lockstep.
  const pace = 1 + world.random() * 0.15;
  world.store.tasks.set(task.arn, task);
  changeTask(world, task);
  walk(lifeCycle.starting);

  function walk(steps: readonly LifeCycleStep[]): void {
    const [step, ...rest] = steps;
    if (step === undefined) return;
    setTimer(world, task.arn, secondsUntilStarted(step, task) * pace, () => {
      if (step.mark === 'pullStoppedAt') {
        const failure = pullImages(world, task, deployment);
        if (failure !== undefined) return giveUp(world, task, failure);
      }
      if (step.lastStatus === 'ACTIVATING') startContainers(world, task);
      takeStep(world, task, step);
      if (step.lastStatus === 'RUNNING') {
        watchTask(world, task);
        registerTargets(world, task);
        wakeWhenSettled(world, task);
      }
      walk(rest);
    });
  }
}

/** `start-seconds` replaces everything after the pull. */
function secondsUntilStarted(step: LifeCycleStep, task: TaskEntity): number {
  const asked = task.containers.flatMap(({ behaviour }) => behaviour.startSeconds ?? []);
  if (asked.length === 0) return step.seconds;
  if (step.lastStatus === 'ACTIVATING') return 0;
  return step.lastStatus === 'RUNNING' ? Math.max(...asked) : step.seconds;
}

function startContainers(world: EcsWorld, task: TaskEntity): void {
  for (const container of task.containers) {
    container.lastStatus = 'RUNNING';
    container.runtimeId = `${task.id}-${world.ids.digits(10)}`;
    world.containerStarted(task, container);
  }
  runContainers(world, task);
}

function giveUp(world: EcsWorld, task: TaskEntity, reason: string): void {
  stopTask(world, task, 'TaskFailedToStart', reason);
  const service = world.store.services.get(task.serviceArn ?? '');
  if (service !== undefined) noteFailedStart(world, service, task);
}

/** A task without a health check becomes healthy after a while, which its service's scheduler must then notice. */
function wakeWhenSettled(world: EcsWorld, task: TaskEntity): void {
  const { serviceArn } = task;
  if (serviceArn !== undefined)
    world.time.afterSeconds(secondsToSettle(task), () => world.wake(serviceArn, 0));
}

/**
 * Gives the task's containers their digests. A service's task gets those that its deployment began with (ECS's version consistency), whatever the tag
 * points to now. Returns the reason when an image cannot be pulled.
 */
function pullImages(
  world: EcsWorld,
  task: TaskEntity,
  deployment: DeploymentEntity | undefined,
): string | undefined {
  for (const container of task.containers) {
    const { image, name, behaviour } = container;
    const known = deployment?.revision.containerImages.find(({ containerName }) => containerName === name);
    const digest =
      behaviour.failPull === undefined ? (known?.imageDigest ?? world.digestOf(image)) : undefined;
    if (digest === undefined) {
      const reason = `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: ${behaviour.failPull ?? 'not found'}`;
      container.reason = reason;
      return reason;
    }
    container.imageDigest = digest;
    if (known !== undefined) known.imageDigest = digest;
  }
  return undefined;
}

/** Makes a running task's containers answer health checks and exit as their behaviour says. */
function watchTask(world: EcsWorld, task: TaskEntity): void {
  const moments = task.containers.flatMap((container) => [
    ...(container.healthAfter === undefined
      ? []
      : [{ at: container.healthAfter, run: () => answerHealthCheck(world, task, container) }]),
    ...(container.behaviour.exit === undefined
      ? []
      : [{ at: container.behaviour.exit.afterSeconds, run: () => exit(container) }]),
  ]);
  next(
    moments.sort((one, other) => one.at - other.at),
    0,
  );

  function exit(container: ContainerEntity): void {
    const { code: exitCode, reason } = container.behaviour.exit ?? {};
    containerExited(world, task, container, { exitCode, reason });
  }

  function next(left: typeof moments, at: number): void {
    const [moment, ...rest] = left;
    if (moment === undefined) return;
    setTimer(world, `${task.arn}#watch`, moment.at - at, () => {
      // Set first: what runs now may stop the task, which ends this loop.
      next(rest, moment.at);
      moment.run();
    });
  }
}

function answerHealthCheck(world: EcsWorld, task: TaskEntity, container: ContainerEntity): void {
  if (container.lastStatus !== 'RUNNING') return;
  container.healthStatus = container.behaviour.health;
  // ECS doesn't announce this: no event, no new version. Only DescribeTasks shows it, and its own scheduler checks.
  world.changed();
  if (task.serviceArn !== undefined) world.wake(task.serviceArn);
  // Outside a service an unhealthy task is not replaced: ECS leaves it running.
}

/** A container exited or was killed. If it was essential, or the last one, the task ends. */
export function containerExited(
  world: EcsWorld,
  task: TaskEntity,
  container: ContainerEntity,
  { exitCode, reason }: { readonly exitCode: number | undefined; readonly reason?: string | undefined },
): void {
  container.lastStatus = 'STOPPED';
  container.healthStatus = 'UNKNOWN';
  container.exitCode = exitCode;
  container.reason = reason;
  // A stopping task follows its own life cycle.
  if (task.desiredStatus === 'STOPPED') return;
  const isLast = task.containers.every(({ lastStatus }) => lastStatus === 'STOPPED');
  if (!container.essential && !isLast) {
    changeTask(world, task);
    return;
  }
  const hasRun = task.lastStatus === 'RUNNING';
  stopTask(world, task, 'EssentialContainerExited', 'Essential container in task exited');
  const service = world.store.services.get(task.serviceArn ?? '');
  if (!hasRun && service !== undefined) noteFailedStart(world, service, task);
}

/** Starts the process of each running container of a task, where it has one. */
export function runContainers(world: EcsWorld, task: TaskEntity): void {
  for (const container of task.containers) {
    if (container.lastStatus !== 'RUNNING' || container.process !== undefined) continue;
    container.process = world.run(task, container);
    container.process?.whenExited((exitCode) => containerExited(world, task, container, { exitCode }));
  }
}
