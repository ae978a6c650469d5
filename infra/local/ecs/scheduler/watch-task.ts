import type { EcsWorld } from '../ecs-world.ts';
import type { ContainerEntity } from '../entities/container-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { setTimer } from '../time/set-timer.ts';
import { containerExited } from './container-exited.ts';

/** Lets a running task's containers answer their health checks and exit when their behaviour says so. */
export function watchTask(world: EcsWorld, task: TaskEntity): void {
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
      // Set first: what runs now may stop the task, which ends this watch.
      next(rest, moment.at);
      moment.run();
    });
  }
}

function answerHealthCheck(world: EcsWorld, task: TaskEntity, container: ContainerEntity): void {
  if (container.lastStatus !== 'RUNNING') return;
  container.healthStatus = container.behaviour.health;
  // ECS tells nobody of it: no event, no new version; only DescribeTasks shows it, and its own scheduler looks.
  world.changed();
  if (task.serviceArn !== undefined) world.wake(task.serviceArn);
  // Outside a service nobody replaces an unhealthy task: ECS leaves it running.
}
