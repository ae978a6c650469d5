import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import type { LifeCycleStep } from './life-cycle.ts';

/**
 * Calls `run` when a stopping task may take a step: SIGTERM waits until its targets are drained, the end of its
 * containers until its processes have ended. At once for a task that is only played.
 */
export function whenEnded(world: EcsWorld, task: TaskEntity, step: LifeCycleStep, run: () => void): void {
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
        // Those of a task that was never RUNNING have not been told yet.
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
