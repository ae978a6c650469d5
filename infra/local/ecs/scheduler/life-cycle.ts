import type { AttachmentStatus } from '../entities/attachment-entity.ts';
import type { TaskStatus } from '../entities/task-entity.ts';

/** One step of a task: after `seconds` of real life these things are so. Every step but a silent one is an event. */
export interface LifeCycleStep {
  readonly seconds: number;
  readonly lastStatus?: TaskStatus;
  readonly attachment?: AttachmentStatus;
  readonly mark?: 'connectivityAt' | 'pullStartedAt' | 'pullStoppedAt' | 'executionStoppedAt';
  /** True where ECS changes a field without telling of it until the next change of state. */
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
