import type { ServiceRevisionEntity } from './service-revision-entity.ts';
import type { TaskDefinitionEntity } from './task-definition-entity.ts';

/** One rollout of a service, together with the service deployment that the newer API shows of it. */
export interface DeploymentEntity {
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly serviceDeploymentArn: string;
  readonly taskDefinition: TaskDefinitionEntity;
  readonly revision: ServiceRevisionEntity;
  /** Revisions that served when this deployment began. */
  readonly sourceRevisionArns: readonly string[];
  readonly createdAt: number;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  failedTasks: number;
  updatedAt: number;
  finishedAt: number | undefined;
  /** Set when the circuit breaker gave the deployment up for an earlier one. */
  rollback: { readonly startedAt: number; readonly serviceRevisionArn: string } | undefined;
}
