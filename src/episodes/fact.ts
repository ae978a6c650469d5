import type { ReasonCode, StopReason } from './stop-reasons/codes.ts';

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
  readonly createdAt?: number;
  readonly startedAt?: number;
  /**
   * When DescribeTasks first said HEALTHY, and when it last said otherwise, by our clock: ECS gives health no time of its own,
   * so the task became healthy somewhere between the two.
   */
  readonly healthyAt?: number;
  readonly unhealthyAt?: number;
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
  /** INFO, WARN or ERROR */
  readonly eventType?: string;
  readonly at: number;
  readonly reason?: string;
}

/** An answer of DescribeServices, and of DescribeTasks where health matters. A deleted service wants no tasks and runs none. */
export interface AnswerFact {
  readonly kind: 'answer';
  /** When it was asked, epoch milliseconds of our clock: the answer is at least as new. */
  readonly at: number;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  /** There is no service of this name any more. */
  readonly deleted?: true;
  /** ECS knows no service of this name: it is gone, or so new that this part of ECS has not heard of it yet. */
  readonly missing?: true;
  readonly deployments: readonly AnsweredDeployment[];
  /** Absent where it is not known. */
  readonly circuitBreaker?: 'off' | 'on' | 'on, with rollback';
  /** Its deployments have lifecycle hooks, which may hold them up. */
  readonly hasHooks?: true;
  /** The service's own newest messages that say more than that tasks came and went; the newest first. */
  readonly messages?: readonly string[];
  /** Why each of these happened, read of its whole text; `unknown` where its words are all that is known. Not in records of 0.1.0. */
  readonly messageReasons?: readonly ReasonCode[];
  /**
   * Its tasks with an essential health check that were not HEALTHY; absent where none was, or none has a check. `unknown`
   * where ECS could not be asked for that, or not of all: then `healthy` is how many were HEALTHY of those.
   */
  readonly unhealthy?: number | 'unknown';
  readonly healthy?: number;
}

/** An answer of DescribeTasks: tasks of the service as they were at the time of asking, `at` by our clock. */
export interface TasksFact {
  readonly kind: 'tasks';
  readonly at: number;
  readonly tasks: readonly (TaskState & { readonly id: string })[];
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
  /** Epoch milliseconds. */
  readonly createdAt?: number;
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
  /** Whether one of its essential containers has a health check: the others' do not count for a task's health. */
  readonly hasHealthCheck: boolean;
  /** Of its first container. */
  readonly imageTag?: string;
}

/** The time to undo the episode's change is over. */
export interface UndoOverFact {
  readonly kind: 'undo-over';
  readonly changeId: string;
}

/** ECS's answers told of tasks what their events should have told long before: others may be lost without a trace. */
export interface EventsLostFact {
  readonly kind: 'events-lost';
}

/** What ECS reported by itself, in its own time. */
export type EventFact = TaskFact | DeploymentFact | ServiceActionFact;

/** Everything that an episode is made of. */
export type Fact =
  | EventFact
  | AnswerFact
  | TasksFact
  | EventsLostFact
  | OutcomeFact
  | TaskDefinitionFact
  | UndoOverFact;
