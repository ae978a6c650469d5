import type { Deployment as SdkDeployment } from '@aws-sdk/client-ecs';
import { masked } from '../redact/redact.ts';
import { nameFromArn } from './name-from-arn.ts';

/** One deployment of a service. */
export interface Deployment {
  /** `ecs-svc/…` */
  readonly id: string;
  readonly status: string;
  /** IN_PROGRESS, COMPLETED or FAILED; absent with a Classic load balancer or another deployment controller. */
  readonly rolloutState: string | undefined;
  readonly rolloutStateReason: string | undefined;
  /** `family:revision` */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly failedTasks: number;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

/** Narrows the SDK's all-optional deployment. */
export function toDeployment(deployment: SdkDeployment): Deployment {
  return {
    id: deployment.id ?? '',
    status: deployment.status ?? '',
    rolloutState: deployment.rolloutState,
    rolloutStateReason: masked(deployment.rolloutStateReason),
    taskDefinition: nameFromArn(deployment.taskDefinition ?? ''),
    desiredCount: deployment.desiredCount ?? 0,
    runningCount: deployment.runningCount ?? 0,
    pendingCount: deployment.pendingCount ?? 0,
    failedTasks: deployment.failedTasks ?? 0,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
  };
}
