import { emitTaskStateChange } from '../events.ts';
import type { AttachmentStatus, TaskEntity, TaskStatus } from '../model/task.ts';
import type { EcsWorld } from '../world.ts';
import { noteTaskChange } from './watch.ts';

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
