import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { setTimer } from '../time/set-timer.ts';
import { changeTask } from './change-task.ts';
import { type LifeCycleStep, lifeCycle } from './life-cycle.ts';
import { noteFailedStart } from './note-failed-start.ts';
import { pullImages } from './pull-images.ts';
import { registerTargets } from './register-targets.ts';
import { runContainers } from './run-containers.ts';
import { secondsToSettle } from './seconds-to-settle.ts';
import { stopTask } from './stop-task.ts';
import { takeStep } from './take-step.ts';
import { watchTask } from './watch-task.ts';

/** Takes a new task into the store and lets it walk from PROVISIONING to RUNNING. */
export function startTask(world: EcsWorld, task: TaskEntity, deployment?: DeploymentEntity): void {
  // Real starts differ by a few seconds, so that the tasks of one service do not move as one.
  const pace = 1 + world.random() * 0.15;
  world.store.tasks.set(task.arn, task);
  changeTask(world, task);
  walk(lifeCycle.starting);

  function walk(steps: readonly LifeCycleStep[]): void {
    const [step, ...rest] = steps;
    if (step === undefined) return;
    setTimer(world, task.arn, secondsUntil(step, task) * pace, () => {
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

/** `start-seconds` takes the place of all that follows the pull. */
function secondsUntil(step: LifeCycleStep, task: TaskEntity): number {
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

/** Time alone makes a task without a health check healthy, which its service's scheduler must then see. */
function wakeWhenSettled(world: EcsWorld, task: TaskEntity): void {
  const { serviceArn } = task;
  if (serviceArn !== undefined)
    world.time.afterSeconds(secondsToSettle(task), () => world.wake(serviceArn, 0));
}
