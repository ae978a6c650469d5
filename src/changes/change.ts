import type { ScalableTarget } from '../aws/autoscaling.ts';
import type { ServiceWanted, TaskDefinitionWanted } from '../aws/ecs/provision.ts';

/** What Application Auto Scaling may do to a service's count. */
export interface AutoscalingState {
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** What does not act for now. */
  readonly suspended: { readonly scaleIn: boolean; readonly scaleOut: boolean; readonly scheduled: boolean };
}

/** A service's scalable target as it stands, and what a change makes of it; the count alone is changed without `after`. */
interface AutoscalingChange {
  readonly before: AutoscalingState;
  readonly after?: AutoscalingState;
  /** What it goes back to where that is not `before`: a pause that takes an earlier pause over ends that one too. */
  readonly returnsTo?: AutoscalingState;
}

/** A repository of this account's ECR is made. */
export interface CreateRepositoryChange {
  readonly type: 'create-repository';
  readonly target: { readonly repository: string };
}

/** A cluster is made. */
export interface CreateClusterChange {
  readonly type: 'create-cluster';
  readonly target: { readonly cluster: string };
}

/** A cluster without services and tasks is deleted. */
export interface DeleteClusterChange extends Pick<CreateClusterChange, 'target'> {
  readonly type: 'delete-cluster';
}

/** A revision is added to a family of task definitions. */
export interface RegisterTaskDefinitionChange {
  readonly type: 'register-task-definition';
  readonly target: { readonly family: string };
  /** The newest revision when it was asked, 0 without one: of what came after, one that is just so is this change's. */
  readonly before: { readonly revision: number };
  readonly definition: TaskDefinitionWanted;
}

/** A service on Fargate is made, behind a target group. */
export interface CreateServiceChange extends ServiceWanted {
  readonly type: 'create-service';
  readonly before: { readonly desiredCount: 0; readonly runningCount: 0 };
}

/** A service is deleted, with its tasks. */
export interface DeleteServiceChange {
  readonly type: 'delete-service';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
}

/** What makes or removes a resource; only a bot that is deployed for the hands-on knows these. */
export type ResourceChange =
  | CreateRepositoryChange
  | CreateClusterChange
  | RegisterTaskDefinitionChange
  | CreateServiceChange
  | DeleteServiceChange
  | DeleteClusterChange;

/** What stopping a task of a service comes to, as it stands. */
export interface StopSafety {
  /** Tasks that run and are not UNHEALTHY, this one among them. */
  readonly healthyCount: number;
  readonly isDeploying: boolean;
  /** Against scaling in; StopTask takes it all the same. */
  readonly isProtected: boolean;
}

/** The end of a change for a time that still ran when another went over it, and what it would have set then. */
export interface EarlierEnd {
  readonly changeId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly desiredCount: number;
  /** Where it had moved the bounds. */
  readonly autoscaling?: AutoscalingState;
}

/** A service's desired count from one number to another. */
export interface ScaleChange {
  readonly type: 'scale';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  readonly after: { readonly desiredCount: number };
  /** Where Application Auto Scaling also sets the count. */
  readonly autoscaling?: AutoscalingChange;
  /** It goes back by itself after so many milliseconds: the count, or what it did to auto scaling. */
  readonly forMs?: number;
  /** The changes for a time that it goes over, in the order of their ends; absent where it goes over none. */
  readonly earlier?: readonly EarlierEnd[];
  /** The change that it takes back: an undo, or the end of `for 2h`. */
  readonly undoes?: { readonly changeId: string; readonly by: 'person' | 'timer' };
}

/** One task, fixed by its ARN, is stopped; a service replaces it. */
export interface StopTaskChange {
  readonly type: 'stop-task';
  readonly target:
    | { readonly cluster: string; readonly service: string }
    | { readonly cluster: string; readonly task: string };
  readonly taskArn: string;
  readonly before: {
    readonly runningCount: number;
    readonly desiredCount: number;
    /** ISO; absent while the task is still starting. */
    readonly startedAt?: string;
    readonly taskDefinition: string;
    readonly zone?: string;
  };
  /** What makes the stop safe or not, read when its card is made; absent for a task that belongs to no service. */
  readonly safety?: StopSafety;
  /** Stopped on purpose to time the healing. */
  readonly drill?: true;
}

/** What changes which tasks run. */
export type TaskChange = ScaleChange | StopTaskChange;

/**
 * What a changing command wants: target, state before, state after. Its effect is absolute (a count, a task ARN), so
 * that carrying it out again after a crash is harmless. Plain JSON: it is stored with its card.
 */
export type Change = TaskChange | ResourceChange;

/** A service's count and its scalable target, as they stand. */
export interface CountState {
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly autoscaling?: AutoscalingState;
}

/** Of a scalable target what a change shows, compares and takes back. */
export function autoscalingState({ minCapacity, maxCapacity, suspended }: ScalableTarget): AutoscalingState {
  return { minCapacity, maxCapacity, suspended };
}

/** The resource as people name it: `hands-on/hello-world`, `hands-on`, `hello-world`. */
export function resourceName({ target }: ResourceChange): string {
  if ('repository' in target) return target.repository;
  if ('family' in target) return target.family;
  return 'service' in target ? `${target.cluster}/${target.service}` : target.cluster;
}
