import type { Target } from '../aws/ecs/target.ts';
import {
  type AnswerFact,
  type EventFact,
  type FactSet,
  type FreezeFact,
  noFacts,
  type OutcomeFact,
  type ServiceDeploymentFact,
  type TaskState,
} from './facts.ts';
import { foldedId } from './folded-ids.ts';

/**
 * A period in which a service is away from its steady state, as merged facts. It has no clock: what is shown depends on the facts alone, never on the
 * order in which they arrived. Times are epoch milliseconds.
 */
export interface Episode {
  readonly target: Target;
  /** Counts the episodes of this target; 0 before the first. */
  readonly number: number;
  /** `quiet`: nothing to report yet; facts are kept for an opening that may still arrive. */
  readonly phase: 'quiet' | 'open' | 'closed';
  /** What happened at or before this time belongs to an earlier episode; 0 without one. */
  readonly startedAfter: number;
  /** Time of the earliest fact that opens an episode; 0 while quiet. */
  readonly openedAt: number;
  /** Time of the newest event. */
  readonly lastEventAt: number;
  /** When the facts showed the steady state that closed it; 0 while open. */
  readonly closedAt: number;
  /** When the target's latest problems before this episode began, newest last: from the third within an hour on, the target "keeps failing". */
  readonly problems?: readonly number[];
  readonly cause?: Cause;
  readonly outcome?: Omit<OutcomeFact, 'kind' | 'changeId' | 'approvedBy'>;
  readonly facts: FactSet;
  /** Events that arrived while no episode was open: a replacement may be reported before the stop that it makes up for. */
  readonly loose: FactSet;
  /** The latest answer of DescribeServices. */
  readonly answer?: Omit<AnswerFact, 'kind'>;
  /** Where the deployment is, by DescribeServiceDeployments; absent in older records. */
  readonly staging?: Staging;
  /** First and last time at which ECS did not know the service, since it last did; epoch milliseconds. */
  readonly missing?: { readonly from: number; readonly to: number };
  /** The desired count when the previous episode closed; absent if unknown. */
  readonly desiredBefore?: number;
  /** Deployment id → `family:revision`, from every answer and task. */
  readonly revisions: Readonly<Record<string, string>>;
  /** `family:revision` → whether an essential container has a health check. */
  readonly essentialChecks?: Readonly<Record<string, boolean>>;
  /** `family:revision` → its image's tag. */
  readonly imageTags: Readonly<Record<string, string>>;
  /** Deployment id → its image's digest, `sha256:` and twelve digits, or `differ` where its tasks run several. Absent in older records. */
  readonly imageDigests?: Readonly<Record<string, string>>;
  /** What earlier episodes reported, by `toldKey`, newest last. Absent in older records: then nothing from before the episode's start is reported. */
  readonly told?: readonly string[];
  /** Events of its tasks were lost, so there may have been more than it knows of. */
  readonly eventsLost?: true;
  /** ARNs of the tasks that people asked the bot to stop in the episodes that ended for this one: their stops are told there. */
  readonly askedBefore?: readonly string[];
  /** Its change can no longer be undone from here: the time for that is over. */
  readonly undoOver?: true;
  /** The count that its change asked for was reached: that stays so, whatever changes the service later. */
  readonly reached?: true;
  /** Its change was undone, in an episode of its own: by whom, and whether by its timer. */
  readonly undone?: { readonly by: string; readonly byTimer: boolean };
  /** A deployment of it began, outside the bot, while the service was frozen. */
  readonly frozen?: Omit<FreezeFact, 'kind'>;
  /** A later change through the bot has a message of its own and ended this episode. */
  readonly superseded?: true;
}

/** The newest answer of DescribeServiceDeployments about the newest deployment, and what earlier ones said. */
export interface Staging extends Omit<ServiceDeploymentFact, 'kind' | 'deployment'> {
  /** The `ecs-svc/…` deployments that were PRIMARY meanwhile: going back, it may be the one before. */
  readonly deployments: readonly string[];
  /** When it was first seen in each stage with each share of the traffic; see `stageKey`. */
  readonly seen: Readonly<Record<string, number>>;
  /** When a hook was last seen to hold it up. */
  readonly waitedAt?: number;
  /** When all its tasks were last seen to run. */
  readonly fullAt?: number;
  /** Who let it go on at its hooks, in this very story: the newest last. */
  readonly continued?: readonly Continued[];
}

/** Who asked for a change through the bot. `askedAt` is an ISO time and the start of the episode that it opens. */
interface Asked {
  readonly changeId: string;
  /** Slack user id, U… */
  readonly askedBy: string;
  /** The second person, where one was needed. */
  readonly approvedBy?: string;
  readonly askedAt: string;
}

/** A person asked for a different desired count. */
export interface ScaleCause extends Asked {
  readonly type: 'scale';
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  readonly after: { readonly desiredCount: number };
  /** When it reverts by itself, epoch milliseconds: the count, or the pause of auto scaling. */
  readonly until?: number;
  /** The count that it reverts to, if that is not the one before: it was made on top of another temporary change. */
  readonly backTo?: number;
  readonly pausesAutoscaling?: true;
  /** The service itself is created with this count, or deleted together with everything it runs. */
  readonly service?: 'created' | 'deleted';
  /** It undoes an earlier change: somebody pressed Undo, or the time was over. */
  readonly undoes?: 'person' | 'timer';
  /** The change that it undoes; not in records of 0.1.0. */
  readonly undoesChange?: string;
}

/** A person asked for one task to be stopped. */
interface StopTaskCause extends Asked {
  readonly type: 'stop-task';
  readonly taskArn: string;
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  /** Stopped on purpose, to time the healing. */
  readonly drill?: true;
}

/** A person asked for another image or task definition. */
interface DeployCause extends Asked {
  readonly type: 'deploy';
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  /** The image's tag, or `family:revision`. */
  readonly what: string;
}

/** A person asked for all tasks to be started anew. */
interface RestartCause extends Asked {
  readonly type: 'restart';
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
}

/** A person asked for the task definition that ran before. */
interface RollbackCause extends Asked {
  readonly type: 'rollback';
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  /** `family:revision` */
  readonly from: string;
  readonly to: string;
  /** The deployment in progress that ECS rolls back, `ecs-svc/…`; absent where one of the earlier revision is begun. */
  readonly stops?: string;
  /** The pause hook that is answered with it. */
  readonly hookId?: string;
  /** The deployment that it undoes. */
  readonly undoesChange?: string;
}

/** A person let the deployment go on that waited at a pause hook, and a message of its own tells it. */
interface ContinueCause extends Asked {
  readonly type: 'continue';
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  readonly hookId: string;
}

/** A person let the deployment go on, and its own message tells so: an answer to a hook is a step of the story that waited for it. */
export interface Continued extends Asked {
  readonly hookId: string;
  readonly stage?: string;
  /** Percent of the traffic that the new tasks had then: a stage comes again at each step. */
  readonly weight?: number;
  /** Slack id of the channel in which it is told, C… */
  readonly channel: string;
  /** Absent until it is known. */
  readonly outcome?: Pick<OutcomeFact, 'result' | 'reason' | 'at'>;
}

/** The change, made through the bot, that an episode reports. */
export type Cause = ScaleCause | StopTaskCause | DeployCause | RestartCause | RollbackCause | ContinueCause;

/**
 * What the next episode needs to know of the previous one: the desired count, and the revisions that DescribeServices last named, so that a scale-out
 * and a rollout can say what they replace, and what their task definitions say.
 */
export function lastRevisions({
  answer,
  revisions,
  imageTags,
  imageDigests = {},
  essentialChecks = {},
}: Episode): Pick<Episode, 'desiredBefore' | 'revisions' | 'imageTags' | 'imageDigests' | 'essentialChecks'> {
  const last = Object.entries(revisions).filter(([id]) => answer?.deployments.some((one) => one.id === id));
  const running = new Set(last.map(([, taskDefinition]) => taskDefinition));
  return {
    ...(answer && { desiredBefore: answer.desiredCount }),
    revisions: Object.fromEntries(last),
    imageTags: only(imageTags, running),
    imageDigests: only(imageDigests, new Set(last.map(([id]) => id))),
    essentialChecks: only(essentialChecks, running),
  };
}

function only<Value>(values: Readonly<Record<string, Value>>, names: ReadonlySet<string>) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

/** The episode of a target about which nothing has been reported yet. */
export function quietEpisode(target: Target): Episode {
  return {
    target,
    number: 0,
    phase: 'quiet',
    startedAfter: 0,
    openedAt: 0,
    lastEventAt: 0,
    closedAt: 0,
    facts: noFacts,
    loose: noFacts,
    revisions: {},
    imageTags: {},
  };
}

/** Whether a change's message offers, at some point, to undo it. */
function canBeUndone(cause: Cause): boolean {
  return cause.type === 'deploy' || (cause.type === 'scale' && cause.service === undefined);
}

/** How long a change's message offers to undo it. */
const undoableMs = 15 * 60_000;

/** When the offer to undo the episode's change ends, epoch milliseconds; undefined if there is none, or none any more. */
export function undoEndsAt({ cause, outcome, superseded, undoOver }: Episode): number | undefined {
  if (cause === undefined || !canBeUndone(cause) || outcome?.result !== 'applied') return undefined;
  if (superseded === true || undoOver === true) return undefined;
  return outcome.at + undoableMs;
}

/** A short key for what an event reports: the same stop, failure or kind of warning has the same key whenever it arrives. */
export function toldKey(fact: EventFact): string {
  if (fact.kind === 'task') return foldedId(fact.id);
  return fact.kind === 'service-action' ? fact.eventName : `${fact.id} ${fact.state}`;
}

/** Whether this episode should report what began at `at`: it began after the episode's start, or earlier and no episode has reported it. */
export function isOwn(
  { startedAfter, told }: Pick<Episode, 'startedAfter' | 'told'>,
  key: string,
  at: number,
): boolean {
  return at > startedAfter || (told !== undefined && !told.includes(key));
}

/** A task that was created up to this long before an episode opened may belong to it: ECS may start a replacement first. */
const madeBeforeMs = 15 * 60_000;

/** Whether a task that no event reported was created in the episode, or just before it. Older tasks are not part of it. */
export function isMadeIn({ startedAfter, openedAt }: Episode, createdAt = 0): boolean {
  return createdAt > Math.max(startedAfter, openedAt - madeBeforeMs);
}

type Checks = Pick<Episode, 'essentialChecks'>;

/**
 * When a task was up: RUNNING, or, if an essential container has a health check, when ECS was first seen to call it HEALTHY. Undefined while it is
 * not up, or while it is unknown whether there is such a check.
 */
export function upAt(task: TaskState, { essentialChecks = {} }: Checks): number | undefined {
  return essentialChecks[task.taskDefinition] === false ? task.startedAt : task.healthyAt;
}

/** The latest time at which the task is known not to have been up yet: `upAt` itself where that is exact. */
export function notUpBefore(task: TaskState, { essentialChecks = {} }: Checks): number | undefined {
  const { healthyAt, startedAt = 0, unhealthyAt = 0, taskDefinition } = task;
  if (essentialChecks[taskDefinition] === false) return task.startedAt;
  if (healthyAt === undefined) return undefined;
  return Math.max(startedAt, unhealthyAt < healthyAt ? unhealthyAt : 0);
}
