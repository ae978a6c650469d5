import type { LaunchType, Tag, TaskOverride } from '@aws-sdk/client-ecs';
import type { AttachmentEntity } from './attachment-entity.ts';
import type { ContainerEntity } from './container-entity.ts';
import type { TaskDefinitionEntity } from './task-definition-entity.ts';

/** The states of a task, in the order in which they are passed. */
export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

/** Why a task stopped, as far as the local ECS knows reasons. */
export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated';

/** A task. Times are epoch milliseconds. */
export interface TaskEntity {
  readonly arn: string;
  readonly id: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly taskDefinition: TaskDefinitionEntity;
  readonly group: string;
  readonly startedBy: string | undefined;
  /** Only a service's task has these two. */
  readonly serviceArn: string | undefined;
  readonly deploymentId: string | undefined;
  readonly launchType: LaunchType;
  readonly capacityProviderName: string | undefined;
  readonly platformVersion: string | undefined;
  readonly availabilityZone: string;
  readonly cpu: string;
  readonly memory: string;
  readonly overrides: TaskOverride;
  readonly enableExecuteCommand: boolean;
  /** Target groups in which the task is registered while it runs. */
  readonly targetGroupArns: readonly string[];
  readonly containers: ContainerEntity[];
  readonly attachment: AttachmentEntity | undefined;
  readonly createdAt: number;
  tags: Tag[];
  lastStatus: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  /** Rises with every change of state; equal versions are the same event. */
  version: number;
  updatedAt: number;
  connectivityAt: number | undefined;
  pullStartedAt: number | undefined;
  pullStoppedAt: number | undefined;
  startedAt: number | undefined;
  stoppingAt: number | undefined;
  executionStoppedAt: number | undefined;
  stoppedAt: number | undefined;
  stopCode: StopCode | undefined;
  stoppedReason: string | undefined;
  /** Until when neither scaling in nor a deployment may take it. */
  protectedUntil: number | undefined;
}
