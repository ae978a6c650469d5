import type { RoleProblem } from '../aws/ecs/revision-copy.ts';
import { type LiveTasks, noLive } from './folded-ids.ts';
import type { ReasonCode, StopReason } from './stop-reasons/codes.ts';

/** What is known about one task. Times are epoch milliseconds by ECS's clock; texts are shortened to what is shown. */
export interface TaskState {
  /** `detail.version`: a higher one is newer, an equal one is the same report again. */
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
  /** Why it stopped, read from the full texts and all containers; absent in records of version 0.1. */
  readonly why?: StopReason;
  /** The container that explains a stop. */
  readonly exit?: { readonly container: string; readonly code?: number; readonly reason?: string };
}

/** From `ECS Task State Change`; `id` is the last part of the task's ARN. */
export interface TaskFact extends TaskState {
  readonly kind: 'task';
  readonly id: string;
  /** The tag of its first container's image: what its task definition deploys. */
  readonly imageTag?: string;
  /** What that tag meant when the task was started, `sha256:` and twelve digits; absent before the image was pulled. */
  readonly imageDigest?: string;
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

/** From `ECS Service Action`. It has no version, so a repeat is recognized by the event's id. */
export interface ServiceActionFact {
  readonly kind: 'service-action';
  readonly eventId: string;
  readonly eventName: string;
  /** INFO, WARN or ERROR */
  readonly eventType?: string;
  readonly at: number;
  readonly reason?: string;
}

/** From `ECS Hook State Change`: a lifecycle hook of a service deployment. */
export interface HookFact {
  readonly kind: 'hook';
  readonly id: string;
  /** The service deployment's id. */
  readonly deployment: string;
  /** AWAITING_ACTION, IN_PROGRESS, SUCCEEDED, FAILED or TIMED_OUT. */
  readonly state: string;
  readonly at: number;
  /** PAUSE or AWS_LAMBDA. */
  readonly type: string;
  readonly stage?: string;
  readonly expiresAt?: number;
}

/** An answer of DescribeServices, and of DescribeTasks where health matters. A deleted service wants no tasks and runs none. */
export interface AnswerFact {
  readonly kind: 'answer';
  /** When it was asked, epoch milliseconds by our clock: the answer is at least as new. */
  readonly at: number;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  /** The service no longer exists. */
  readonly deleted?: true;
  /** ECS knows no service of this name: it is gone, or so new that this part of ECS has not heard of it yet. */
  readonly missing?: true;
  readonly deployments: readonly AnsweredDeployment[];
  /** Absent if unknown. */
  readonly circuitBreaker?: 'off' | 'on' | 'on, with rollback';
  /** Its deployments have lifecycle hooks, which may hold them up. */
  readonly hasHooks?: true;
  /** By DescribeServiceDeployments a deployment is going on, whatever the rollout states say. */
  readonly deploying?: true;
  /** The service's own latest messages that say more than that tasks came and went, newest first. */
  readonly messages?: readonly string[];
  /** Why each of these happened, read from its full text; `unknown` if its wording is all that is known. Not in records of 0.1.0. */
  readonly messageReasons?: readonly ReasonCode[];
  /**
   * How many of its tasks with an essential health check were not HEALTHY; absent if none was, or none has a check. `unknown` if ECS could not be
   * asked, or not about all of them: then `healthy` is how many of those asked about were HEALTHY.
   */
  readonly unhealthy?: number | 'unknown';
  readonly healthy?: number;
}

/** An answer of DescribeTasks: the service's tasks as they were when asked, `at` by our clock. */
export interface TasksFact {
  readonly kind: 'tasks';
  readonly at: number;
  readonly tasks: readonly (TaskState & { readonly id: string })[];
}

/** An answer of DescribeServiceDeployments: where the deployment in progress is. Names are ECS's own, also new ones. */
export interface ServiceDeploymentFact {
  readonly kind: 'service-deployment';
  /** When it was asked, by our clock. */
  readonly at: number;
  readonly id: string;
  readonly arn: string;
  /** `ecs-svc/…`, the PRIMARY deployment when it was asked. */
  readonly deployment?: string;
  readonly createdAt: number;
  readonly status: string;
  readonly reason?: string;
  readonly strategy: string;
  readonly stage?: string;
  /** The target revision's tasks, and its percentage of the production traffic. */
  readonly requested: number;
  readonly running: number;
  readonly weight?: number;
  /** How long the bake time and each step of the traffic shift last, minutes. */
  readonly bakeMinutes?: number;
  readonly stepMinutes?: number;
  readonly hooks: readonly AnsweredHook[];
  readonly alarms?: { readonly status: string; readonly names: readonly string[] };
  readonly breaker?: { readonly status: string; readonly failures: number; readonly threshold: number };
  /** The longest of the service's last ten successful deployments; absent if unknown. */
  readonly longestMs?: number;
}

/** A hook in such an answer. */
export interface AnsweredHook {
  readonly id: string;
  readonly type: string;
  readonly target?: string;
  readonly state: string;
  readonly stage?: string;
  readonly expiresAt?: number;
  /** CONTINUE or ROLLBACK. */
  readonly timeoutAction?: string;
  readonly timeoutMinutes?: number;
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

/** How the change that caused the episode ended: ECS accepted it, refused it with a reason, or did not answer. */
export interface OutcomeFact {
  readonly kind: 'outcome';
  readonly changeId: string;
  readonly at: number;
  readonly result: 'applied' | 'failed' | 'unknown';
  readonly reason?: string;
  /** The roles because of which ECS registered no revision. */
  readonly role?: RoleProblem;
  /** The revision that was registered for it, `family:revision`. */
  readonly registered?: string;
  /** Who approved it, as it was decided. */
  readonly approvedBy?: string;
}

/** What a task definition (`family:revision`) says. It never changes. */
export interface TaskDefinitionFact {
  readonly kind: 'task-definition';
  readonly taskDefinition: string;
  /** Whether one of its essential containers has a health check: those of other containers do not count for a task's health. */
  readonly hasHealthCheck: boolean;
  /** The tag of its first container's image. */
  readonly imageTag?: string;
}

/** The time to undo the episode's change is over. */
export interface UndoOverFact {
  readonly kind: 'undo-over';
  readonly changeId: string;
}

/** A deployment began, outside the bot, while the service was frozen. Texts as in the freeze. */
export interface FreezeFact {
  readonly kind: 'freeze';
  readonly pattern: string;
  /** Slack user id, U…; empty if the freeze can't be read. */
  readonly setBy: string;
  readonly reason: string;
}

/** ECS's answers said something about tasks that events should have reported long before: other events may be lost without a trace. */
export interface EventsLostFact {
  readonly kind: 'events-lost';
}

/** What ECS reported by itself, with times by its own clock. */
export type EventFact = TaskFact | DeploymentFact | HookFact | ServiceActionFact;

/** Everything that an episode is made of. */
export type Fact =
  | EventFact
  | AnswerFact
  | ServiceDeploymentFact
  | TasksFact
  | EventsLostFact
  | OutcomeFact
  | TaskDefinitionFact
  | FreezeFact
  | UndoOverFact;

/** One deployment: its newest state, and when it last began; a rollback begins an earlier deployment again. */
export interface DeploymentState extends Omit<DeploymentFact, 'kind' | 'id'> {
  readonly startedAt?: number;
  /** ECS said that it rolls back to this deployment. */
  readonly rollback?: true;
}

/** Tasks that are only counted, because there were too many to keep in full. */
export interface FoldedTasks {
  /** In records of 0.1.0, start of the task's id → 0 starting, 1 running, 2 stopping. Read with folded-ids.ts. */
  readonly live: LiveTasks | Readonly<Record<string, number>>;
  /** Starts of the ids of ended tasks, so that the same end is not counted twice; in records of 0.1.0 a list. Read with folded-ids.ts. */
  readonly ended: string | readonly string[];
  /** Unknown tasks that ended at or before this time were counted; their ids are forgotten. Epoch milliseconds. */
  readonly forgottenUntil: number;
  /** Ends that a rollout or a scale-in explains. */
  readonly expected: number;
  /** Ends that nothing explains, counted by the reason that ECS gave. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The newest of these ends that is a failure for any kind of task, epoch milliseconds; not in records of 0.1.0. */
  readonly failedAt?: number;
}

/** Events merged: the newest version per task, deployments, service actions. */
export interface FactSet {
  /** By task id. */
  readonly tasks: Readonly<Record<string, TaskState>>;
  readonly folded: FoldedTasks;
  /** By deployment id. */
  readonly deployments: Readonly<Record<string, DeploymentState>>;
  /** By hook id; absent in older records, and without any. */
  readonly hooks?: Readonly<Record<string, Omit<HookFact, 'kind' | 'id'>>>;
  /** By event id. */
  readonly actions: Readonly<Record<string, Omit<ServiceActionFact, 'kind' | 'eventId'>>>;
}

export const noFacts: FactSet = {
  tasks: {},
  folded: { live: noLive, ended: '', forgottenUntil: 0, expected: 0, reasons: {} },
  deployments: {},
  actions: {},
};

/** When the state that an event reports began, by ECS's own clock, epoch milliseconds. */
export function eventTime(fact: EventFact): number {
  return fact.kind === 'task' ? fact.updatedAt : fact.at;
}

/** The facts turned back into events; folded tasks are not events any more. */
export function eventsOf({ tasks, deployments, hooks = {}, actions }: FactSet): EventFact[] {
  return [
    ...Object.entries(tasks).map(([id, task]) => ({ kind: 'task' as const, id, ...task })),
    ...Object.entries(deployments).flatMap(([id, deployment]) => deploymentEvents(id, deployment)),
    ...Object.entries(hooks).map(([id, hook]) => ({ kind: 'hook' as const, id, ...hook })),
    ...Object.entries(actions).map(([eventId, action]) => ({
      kind: 'service-action' as const,
      eventId,
      ...action,
    })),
  ];
}

function deploymentEvents(
  id: string,
  { startedAt, rollback, ...newest }: FactSet['deployments'][string],
): EventFact[] {
  const began = {
    state: 'IN_PROGRESS',
    at: startedAt ?? 0,
    ...(rollback && { reason: 'rolling back' }),
  } as const;
  const isNewest = newest.state === 'IN_PROGRESS' && newest.at === startedAt;
  const both = startedAt === undefined || isNewest ? [newest] : [began, newest];
  return both.map((event) => ({ kind: 'deployment', id, ...event }));
}

/** Whether the task is stopping or stopped. */
export function isStopping(task: Pick<TaskState, 'desiredStatus' | 'lastStatus'>): boolean {
  return task.desiredStatus === 'STOPPED' || isEnded(task);
}

/** Whether nothing more will happen to the task: DELETED is what STOPPED becomes before ECS forgets it. */
export function isEnded({ lastStatus }: Pick<TaskState, 'lastStatus'>): boolean {
  return lastStatus === 'STOPPED' || lastStatus === 'DELETED';
}

/** ECS reports a rollback as a deployment in progress; only its reason says that it is a rollback. */
const rollingBack = /rolling back/i;
const rank = { IN_PROGRESS: 0, COMPLETED: 1, FAILED: 2 } as const;

/** Merges a deployment's report into what is known: the newest by its own time wins; of two at the same time, the one that ended. */
export function newestDeployment(known: DeploymentState | undefined, fact: DeploymentFact): DeploymentState {
  const { kind: _, id: __, ...reported } = fact;
  const started = [known?.startedAt, fact.state === 'IN_PROGRESS' ? fact.at : undefined].filter(
    (time) => time !== undefined,
  );
  const newest = known && !isNewerDeployment(reported, known) ? known : reported;
  return {
    ...newest,
    ...(started.length > 0 && { startedAt: Math.max(...started) }),
    ...((known?.rollback || rollingBack.test(fact.reason ?? '')) && { rollback: true }),
  };
}

function isNewerDeployment(one: DeploymentState, other: DeploymentState): boolean {
  if (one.at !== other.at) return one.at > other.at;
  if (one.state !== other.state) return rank[one.state] > rank[other.state];
  return (one.reason ?? '') > (other.reason ?? '');
}

const firstTimes = ['startedAt', 'healthyAt', 'stoppingAt', 'stoppedAt'] as const;

/**
 * Merges two reports of one task: the one with the higher version wins, with the earliest of each time that happens only once. Equal versions are the
 * same report again.
 */
export function newestTask(one: TaskState | undefined, other: TaskState): TaskState {
  if (one === undefined) return other;
  const newest = isNewerTask(other, one) ? other : one;
  const times = firstTimes.flatMap((name) => {
    const known = [one[name], other[name]].filter((time) => time !== undefined);
    return known.length === 0 ? [] : [[name, Math.min(...known)] as const];
  });
  const unhealthy = [one.unhealthyAt, other.unhealthyAt].filter((time) => time !== undefined);
  return {
    ...newest,
    ...Object.fromEntries(times),
    ...(unhealthy.length > 0 && { unhealthyAt: Math.max(...unhealthy) }),
  };
}

/** An event knows when its state began; DescribeTasks, with the same version, has only the task's own times. */
function isNewerTask(one: TaskState, other: TaskState): boolean {
  return one.version === other.version ? one.updatedAt > other.updatedAt : one.version > other.version;
}
