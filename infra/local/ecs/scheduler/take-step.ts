import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { changeTask } from './change-task.ts';
import type { LifeCycleStep } from './life-cycle.ts';
import { noteTaskChange } from './note-task-change.ts';

/** Puts a task into the state that a step of its life cycle names. */
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
