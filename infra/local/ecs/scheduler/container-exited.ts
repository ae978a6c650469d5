import type { EcsWorld } from '../ecs-world.ts';
import type { ContainerEntity } from '../entities/container-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { changeTask } from './change-task.ts';
import { noteFailedStart } from './note-failed-start.ts';
import { stopTask } from './stop-task.ts';

/** A container ended by itself, or was killed: with an essential one, and with the last one, the task ends. */
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
  // A task that is stopping goes on by its own life cycle.
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
