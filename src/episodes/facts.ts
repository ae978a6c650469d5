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

/** One deployment: its newest state, and when it last began; a rollback begins an earlier deployment again. */
export interface DeploymentState extends Omit<DeploymentFact, 'kind' | 'id'> {
  readonly startedAt?: number;
  /** ECS said that this deployment is what it goes back to. */
  readonly rollback?: true;
}

/** Tasks of which only the count is kept, because there were too many to keep in full. */
export interface FoldedTasks {
  /** Start of the task's id → 0 starting, 1 running, 2 stopping. A task only moves forward, so the highest is the newest. */
  readonly live: Readonly<Record<string, number>>;
  /** Start of the ids of tasks that ended, so that the same end is not counted twice. */
  readonly ended: readonly string[];
  /** Unknown tasks that ended at or before this time were counted; their ids are forgotten. Epoch milliseconds. */
  readonly forgottenUntil: number;
  /** Ends that a rollout or a scale-in explains. */
  readonly expected: number;
  /** Ends that nothing explains, by what ECS gave as the reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The newest of these ends that is a failure of any task, epoch milliseconds; not in records of 0.1.0. */
  readonly failedAt?: number;
}

/** Events merged: the newest version per task, deployments, service actions. */
export interface FactSet {
  /** By task id. */
  readonly tasks: Readonly<Record<string, TaskState>>;
  readonly folded: FoldedTasks;
  /** By deployment id. */
  readonly deployments: Readonly<Record<string, DeploymentState>>;
  /** By event id. */
  readonly actions: Readonly<Record<string, Omit<ServiceActionFact, 'kind' | 'eventId'>>>;
}

/** No facts. */
export const noFacts: FactSet = {
  tasks: {},
  folded: { live: {}, ended: [], forgottenUntil: 0, expected: 0, reasons: {} },
  deployments: {},
  actions: {},
};

/** When an event's state came to be, by ECS's own clock, epoch milliseconds. */
export function eventTime(fact: EventFact): number {
  return fact.kind === 'task' ? fact.updatedAt : fact.at;
}

/** The facts as events again; what was folded into counts is none any more. */
export function eventsOf({ tasks, deployments, actions }: FactSet): EventFact[] {
  return [
    ...Object.entries(tasks).map(([id, task]) => ({ kind: 'task' as const, id, ...task })),
    ...Object.entries(deployments).flatMap(([id, deployment]) => deploymentEvents(id, deployment)),
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

/** Whether the task is on its way to STOPPED, or there. */
export function isStopping(task: Pick<TaskState, 'desiredStatus' | 'lastStatus'>): boolean {
  return task.desiredStatus === 'STOPPED' || isEnded(task);
}

/** Whether nothing more will happen to the task: DELETED is what STOPPED becomes before ECS forgets it. */
export function isEnded({ lastStatus }: Pick<TaskState, 'lastStatus'>): boolean {
  return lastStatus === 'STOPPED' || lastStatus === 'DELETED';
}

/** ECS reports a rollback as a deployment in progress, and only its reason says what it is. */
const rollingBack = /rolling back/i;
const rank = { IN_PROGRESS: 0, COMPLETED: 1, FAILED: 2 } as const;

/** A deployment's report merged into what is known: the newest by its own time; of two at once, the one that ended. */
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
 * Two reports of one task merged: the one with the higher version, with the earliest of each time that only comes
 * once. Equal versions are the same report again.
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

/** An event knows when its state came to be; DescribeTasks, with the same version, only the times that the task itself has. */
function isNewerTask(one: TaskState, other: TaskState): boolean {
  return one.version === other.version ? one.updatedAt > other.updatedAt : one.version > other.version;
}
