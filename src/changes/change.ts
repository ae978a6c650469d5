import type { ScalableTarget } from '../aws/autoscaling.ts';
import type { MovedTag } from '../aws/ecs/moved-tags.ts';
import type { ServiceWanted, TaskDefinitionWanted } from '../aws/ecs/provision.ts';
import type { Service } from '../aws/ecs/services.ts';
import { imageTag } from '../aws/ecs/target.ts';
import type { DefinitionChange } from '../aws/ecs/task-definitions.ts';
import type { CheckedImage } from '../aws/image-check.ts';

/** What Application Auto Scaling may do to a service's count. */
export interface AutoscalingState {
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** What is suspended for now. */
  readonly suspended: { readonly scaleIn: boolean; readonly scaleOut: boolean; readonly scheduled: boolean };
}

/** A service's scalable target as it is, and what a change makes of it; without `after`, only the count changes. */
interface AutoscalingChange {
  readonly before: AutoscalingState;
  readonly after?: AutoscalingState;
  /** What it reverts to, where that is not `before`: a pause made over an earlier pause ends that one too. */
  readonly returnsTo?: AutoscalingState;
}

/** Creates a repository in this account's ECR. */
export interface CreateRepositoryChange {
  readonly type: 'create-repository';
  readonly target: { readonly repository: string };
}

export interface CreateClusterChange {
  readonly type: 'create-cluster';
  readonly target: { readonly cluster: string };
}

/** Deletes a cluster that has no services and no tasks. */
export interface DeleteClusterChange extends Pick<CreateClusterChange, 'target'> {
  readonly type: 'delete-cluster';
}

/** Adds a revision to a task definition family. */
export interface RegisterTaskDefinitionChange {
  readonly type: 'register-task-definition';
  readonly target: { readonly family: string };
  /** The newest revision when this was asked for, 0 if there was none: a later one that matches exactly was made by this change. */
  readonly before: { readonly revision: number };
  readonly definition: TaskDefinitionWanted;
}

/** Creates a Fargate service behind a target group. */
export interface CreateServiceChange extends ServiceWanted {
  readonly type: 'create-service';
  readonly before: { readonly desiredCount: 0; readonly runningCount: 0 };
}

/** Deletes a service, with its tasks. */
export interface DeleteServiceChange {
  readonly type: 'delete-service';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
}

/** Creates or deletes a resource; only a bot that is deployed for the hands-on has these. */
export type ResourceChange =
  | CreateRepositoryChange
  | CreateClusterChange
  | RegisterTaskDefinitionChange
  | CreateServiceChange
  | DeleteServiceChange
  | DeleteClusterChange;

/** How safe it is to stop a task of a service, as things are now. */
export interface StopSafety {
  /** Tasks that run and are not UNHEALTHY, including this one. */
  readonly healthyCount: number;
  readonly isDeploying: boolean;
  /** Protected against scale-in; StopTask stops it all the same. */
  readonly isProtected: boolean;
}

/** The end of a change for a time that was still running when another was made on top of it, and what it would have set then. */
export interface EarlierEnd {
  readonly changeId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly desiredCount: number;
  /** Set if that change had moved the bounds. */
  readonly autoscaling?: AutoscalingState;
}

/** Changes a service's desired count. */
export interface ScaleChange {
  readonly type: 'scale';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  readonly after: { readonly desiredCount: number };
  /** Where Application Auto Scaling also sets the count. */
  readonly autoscaling?: AutoscalingChange;
  /** It reverts by itself after this many milliseconds: the count, or what it did to auto scaling. */
  readonly forMs?: number;
  /** The changes for a time that it was made on top of, in the order in which they end; absent if there are none. */
  readonly earlier?: readonly EarlierEnd[];
  /** The change that it reverts: an undo, or the end of `for 2h`. */
  readonly undoes?: { readonly changeId: string; readonly by: 'person' | 'timer' };
}

/** Stops one task, identified by its ARN; a service replaces it. */
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
  /** Stopped on purpose to time the recovery. */
  readonly drill?: true;
}

/** Changes which tasks run. */
export type TaskChange = ScaleChange | StopTaskChange;

/** Starts all tasks of a service anew, with the task definition that it has. */
export interface RestartChange {
  readonly type: 'restart';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: {
    readonly desiredCount: number;
    readonly runningCount: number;
    /** The PRIMARY deployment, `ecs-svc/…`: a later one was begun by this change, or by somebody else. */
    readonly deploymentId: string;
    /** `family:revision` */
    readonly taskDefinition: string;
    readonly isDeploying: boolean;
  };
  /** Healthy tasks, and those that the service's own settings keep while its tasks are replaced. */
  readonly healthy: number;
  readonly keeps: number;
  readonly movedTags: readonly MovedTag[];
}

/** An image that a deployment brings, and what its container runs now. */
export interface DeployedImage extends CheckedImage {
  readonly container: string;
  /** Absent for a container that is new. */
  readonly from?: { readonly image: string; readonly digest?: string };
}

/** A deployment of a new image, or of a named revision. */
export interface DeployChange {
  readonly type: 'deploy';
  readonly target: { readonly cluster: string; readonly service: string };
  /** What was typed: a tag, an image or a revision, and the container. */
  readonly wanted: string;
  readonly container?: string;
  readonly before: RestartChange['before'];
  readonly after:
    | { readonly taskDefinition: string }
    /** A copy of the revision that runs is registered with this image; `newest` is the number of its family's newest revision before. */
    | { readonly image: string; readonly container: string; readonly newest: number };
  readonly images: readonly DeployedImage[];
  /** Of a named revision: what differs from the one that runs, and how much more than is shown. */
  readonly differences: readonly DefinitionChange[];
  readonly moreDifferences?: number;
  /** Images that keep their names and are others all the same: the containers beside it, or those of a named revision. */
  readonly movedTags: readonly MovedTag[];
  /** The roles that a named revision brings along: the service's tasks get them. */
  readonly roles: readonly {
    readonly name: 'taskRole' | 'executionRole';
    readonly role: string | undefined;
  }[];
  /** The family and the repositories that the service does not have now: a grant has to name them. */
  readonly family?: string;
  readonly repositories: readonly string[];
  /** ROLLING, BLUE_GREEN, LINEAR or CANARY. */
  readonly strategy: string;
  readonly hooks: Service['hooks'];
  /** How long its deployments took that ended well, milliseconds: the middle one of the last few. */
  readonly takesMs?: number;
  /** The CloudFormation stack that the service belongs to. */
  readonly stack?: string;
  /** Healthy tasks, and those that the service's own settings keep while its tasks are replaced. */
  readonly healthy: number;
  readonly keeps: number;
}

/** What a deployment is called in one word: `family:revision`, or the image's tag. */
export function deployedName({ after }: Pick<DeployChange, 'after'>): string {
  return 'taskDefinition' in after ? after.taskDefinition : imageTag(after.image);
}

/** Brings back the task definition that ran before. */
export interface RollbackChange {
  readonly type: 'rollback';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: RestartChange['before'];
  /** `family:revision` */
  readonly after: { readonly taskDefinition: string };
  /** That revision was deregistered: its content is registered again, as one that is newer than this number. */
  readonly registersAfter?: number;
  /** ARN of the service deployment in progress, which ECS stops and rolls back; absent where a deployment of the earlier revision is begun instead. */
  readonly stops?: string;
  /** The revision that was typed. */
  readonly named?: number;
  /** The deployment that it undoes, and the `family:revision` from before that. */
  readonly undoes?: { readonly changeId: string; readonly by: 'person'; readonly back: string };
  /** ISO: when its deployment ended well. */
  readonly ranAt?: string;
  readonly differences: readonly DefinitionChange[];
  readonly moreDifferences?: number;
  /** Tags that mean another image now than when it ran, and images that ECR no longer has; absent where ECS goes back by itself. */
  readonly movedTags?: readonly MovedTag[];
  readonly gone?: readonly string[];
  /** Of a revision that never ran here: the repositories that the service does not have now. A grant has to name them. */
  readonly repositories?: readonly string[];
  /** Healthy tasks, and those that the service's own settings keep while its tasks are replaced. */
  readonly healthy: number;
  readonly keeps: number;
}

/** Answers a pause hook at which a deployment waits for a person. */
export interface ContinueChange {
  readonly type: 'continue';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly action: 'CONTINUE' | 'ROLLBACK';
  /** The service deployment's ARN. */
  readonly deployment: string;
  /** At each step of LINEAR and CANARY it is a new one. */
  readonly hookId: string;
  /** The service revision's ARN that the deployment goes to. */
  readonly targetRevision: string;
  readonly before: {
    readonly desiredCount: number;
    readonly runningCount: number;
    /** The PRIMARY deployment, `ecs-svc/…`. */
    readonly deploymentId: string;
    /** `family:revision`; absent for the first deployment of a service. */
    readonly taskDefinition?: string;
  };
  readonly after: { readonly taskDefinition: string };
  /** ROLLING, BLUE_GREEN, LINEAR or CANARY. */
  readonly strategy: string;
  readonly stage?: string;
  /** Percent of the production traffic that the new tasks have now; absent where ECS shifts none. */
  readonly weight?: number;
  /** How much one step of LINEAR and CANARY shifts, percent. */
  readonly stepPercent?: number;
  /** ISO */
  readonly expiresAt?: string;
  /** CONTINUE or ROLLBACK: what ECS does then by itself. */
  readonly timeoutAction?: string;
  /** How many other hooks of this stage wait too. */
  readonly others: number;
  /** Who began the deployment through the bot: they never approve that it goes on. */
  readonly begunBy?: string;
}

/** Begins or ends a deployment of a service. */
export type DeploymentChange = DeployChange | RestartChange | RollbackChange;

/**
 * What a changing command asks for: target, state before, state after. Its effect is absolute (a count, a task ARN), so that repeating it after a
 * crash is harmless; a deployment's is not, and its kind reads ECS before it is repeated. Plain JSON: it is stored with its card.
 */
export type Change = TaskChange | DeploymentChange | ContinueChange | ResourceChange;

/** A service's count and its scalable target, as they are now. */
export interface CountState {
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly autoscaling?: AutoscalingState;
}

/** The parts of a scalable target that a change shows, compares and reverts. */
export function autoscalingState({ minCapacity, maxCapacity, suspended }: ScalableTarget): AutoscalingState {
  return { minCapacity, maxCapacity, suspended };
}

/** The resource as people name it: `hands-on/hello-world`, `hands-on`, `hello-world`. */
export function resourceName({ target }: ResourceChange): string {
  if ('repository' in target) return target.repository;
  if ('family' in target) return target.family;
  return 'service' in target ? `${target.cluster}/${target.service}` : target.cluster;
}
