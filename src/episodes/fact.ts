import type { StopReason } from './stop-reasons/codes.ts';

/** What is known of one task. Times are epoch milliseconds of ECS's clock; texts are shortened to what is told. */
export interface TaskState {
  /** `detail.version`: a higher one is newer, an equal one is the same again. */
  readonly version: number;
  readonly updatedAt: number;
  /** PROVISIONING … STOPPED */
  readonly lastStatus: string;
  /** RUNNING or STOPPED */
  readonly desiredStatus: string;
  /** `family:revision` */
  readonly taskDefinition: string;
  /** `ecs-svc/…`, the deployment that wanted this task. */
  readonly startedBy?: string;
  readonly healthStatus?: string;
  readonly createdAt?: number;
  readonly startedAt?: number;
  /** When it was first HEALTHY: later versions of the task don't say it, so it is kept from the one that did. */
  readonly healthyAt?: number;
  readonly stoppingAt?: number;
  readonly stoppedAt?: number;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  /** What the whole texts and all containers said of the stop when it was read; absent in records of version 0.1. */
  readonly why?: StopReason;
  /** The container that explains a stop. */
  readonly exit?: { readonly container: string; readonly code?: number; readonly reason?: string };
}

/** From `ECS Task State Change`; `id` is the last part of the task's ARN. */
export interface TaskFact extends TaskState {
  readonly kind: 'task';
  readonly id: string;
  /** Of its first container's image: what its task definition deploys. */
  readonly imageTag?: string;
}

/** From `ECS Deployment State Change`. */
export interface DeploymentFact {
  readonly kind: 'deployment';
  /** `ecs-svc/…` */
  readonly id: string;
  readonly state: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly at: number;
  readonly reason?: string;
}

/** From `ECS Service Action`. It has no version, so the event's id tells it from its repetition. */
export interface ServiceActionFact {
  readonly kind: 'service-action';
  readonly eventId: string;
  readonly eventName: string;
  readonly at: number;
  readonly reason?: string;
}

/** An answer of DescribeServices. A service that was deleted wants no tasks and runs none. */
export interface AnswerFact {
  readonly kind: 'answer';
  /** When it was asked, epoch milliseconds of our clock: the answer is at least as new. */
  readonly at: number;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  /** There is no service of this name any more. */
  readonly deleted?: true;
  readonly deployments: readonly AnsweredDeployment[];
  /** Absent where it is not known. */
  readonly circuitBreaker?: 'off' | 'on' | 'on, with rollback';
  /** The service's own newest messages that say more than that tasks came and went; the newest first. */
  readonly messages?: readonly string[];
}

/** One deployment in an answer. */
export interface AnsweredDeployment {
  readonly id: string;
  /** PRIMARY, ACTIVE or INACTIVE */
  readonly status: string;
  /** Absent with a Classic load balancer or another deployment controller. */
  readonly rolloutState?: string;
  readonly reason?: string;
  /** `family:revision` */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
}

/** How the change that caused the episode ended: ECS took it, refused it and says why, or did not answer. */
export interface OutcomeFact {
  readonly kind: 'outcome';
  readonly changeId: string;
  readonly at: number;
  readonly result: 'applied' | 'failed' | 'unknown';
  readonly reason?: string;
}

/** What a task definition (`family:revision`) says. It never changes. */
export interface TaskDefinitionFact {
  readonly kind: 'task-definition';
  readonly taskDefinition: string;
  /** Whether one of its containers has a health check. */
  readonly hasHealthCheck: boolean;
  /** Of its first container. */
  readonly imageTag?: string;
}

/** The time to undo the episode's change is over. */
export interface UndoOverFact {
  readonly kind: 'undo-over';
  readonly changeId: string;
}

/** What ECS reported by itself, in its own time. */
export type EventFact = TaskFact | DeploymentFact | ServiceActionFact;

/** Everything that an episode is made of. */
export type Fact = EventFact | AnswerFact | OutcomeFact | TaskDefinitionFact | UndoOverFact;
