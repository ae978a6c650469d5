import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';

/** Registers a running task in the target groups of its service; a task that is only played has nothing that could answer. */
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
