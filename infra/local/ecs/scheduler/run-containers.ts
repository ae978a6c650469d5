import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { containerExited } from './container-exited.ts';

/** Gives each running container of a task its process, where it has one. */
export function runContainers(world: EcsWorld, task: TaskEntity): void {
  for (const container of task.containers) {
    if (container.lastStatus !== 'RUNNING' || container.process !== undefined) continue;
    container.process = world.run(task, container);
    container.process?.whenExited((exitCode) => containerExited(world, task, container, { exitCode }));
  }
}
