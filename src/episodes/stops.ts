import { type Episode, isMadeIn, isOwn, notUpBefore, upAt } from './episode.ts';
import {
  type FactSet,
  type FoldedTasks,
  isEnded,
  isStopping,
  type ServiceActionFact,
  type TaskState,
} from './facts.ts';
import { foldedId } from './folded-ids.ts';
import { isExpected, isTrouble, type ReasonCode, type StopExplanation } from './stop-reasons/codes.ts';
import { explainStop } from './stop-reasons/explain.ts';

type Entry = readonly [id: string, task: TaskState];

/** One stop and the task that took its place. */
export interface StopStory {
  readonly id: string;
  readonly task: TaskState;
  /** Whether it is the task that was asked to stop. */
  readonly asked: boolean;
  readonly reason: StopReason;
  /** Nobody asked the bot for it, and it is not expected: see `isTrouble`. */
  readonly trouble: boolean;
  readonly replacement: { readonly id: string; readonly task: TaskState } | undefined;
  readonly stage: 'stopped' | 'starting' | 'running' | 'healed';
  /**
   * From `stoppingAt` to the replacement's `startedAt`, or to the first answer that called it HEALTHY; milliseconds. At `healedAfterMs` it was not
   * healed yet; the two are equal if the time is exact.
   */
  readonly healedMs: number | undefined;
  readonly healedAfterMs: number | undefined;
}

/** The stops that the story reports, by time, each with at most one replacement. */
export function stopStories(episode: Episode): StopStory[] {
  const tasks = Object.entries(episode.facts.tasks);
  const stops = tasks.filter((entry) => isTold(entry, episode)).sort(by(stopTime));
  const started = tasks.filter(([, { startedAt }]) => startedAt !== undefined).sort(by(startTime));
  const starting = tasks
    .filter(([, task]) => task.startedAt === undefined && !isStopping(task))
    .sort(by(({ createdAt, updatedAt }) => createdAt ?? updatedAt));
  const standalone = !('service' in episode.target);
  const free = !standalone ? [...started, ...starting] : [];

  return stops.map(([id, task]) => {
    const reason = stopReason(task, standalone);
    const first = replacedFirst.has(reason.code) ? free.findLastIndex(isMadeFor(task, episode)) : -1;
    const index = first >= 0 ? first : free.findIndex(([, other]) => startTime(other) > stopTime(task));
    const [replacement] = index < 0 ? [] : free.splice(index, 1);
    const asked = isAsked(id, episode);
    const up = replacement && upAt(replacement[1], episode);
    const notYet = replacement && notUpBefore(replacement[1], episode);
    return {
      id,
      task,
      asked,
      reason,
      trouble: !asked && isTrouble(reason.code, standalone),
      replacement: replacement && { id: replacement[0], task: replacement[1] },
      stage: stage(replacement, up),
      healedMs: up === undefined ? undefined : Math.max(0, up - stopTime(task)),
      healedAfterMs: notYet === undefined ? undefined : Math.max(0, notYet - stopTime(task)),
    };
  });
}

/** ECS stops an unhealthy task only after another one has started, if the service may run that many. */
const replacedFirst: ReadonlySet<ReasonCode> = new Set(['loadBalancer', 'healthCheck']);

function isMadeFor(task: TaskState, episode: Episode) {
  return ([, other]: Entry) =>
    other.startedBy === task.startedBy &&
    isMadeIn(episode, other.createdAt) &&
    startTime(other) <= stopTime(task) &&
    !(isStopping(other) && stopTime(other) <= stopTime(task));
}

function isTold([id, task]: Entry, episode: Episode): boolean {
  if (isAsked(id, episode)) return isStopping(task);
  if (!isStopping(task) || episode.askedBefore?.some((arn) => arn.endsWith(`/${id}`)) === true) return false;
  // Of a standalone task only the end is reported.
  if (!('service' in episode.target))
    return isEnded(task) && isOwn(episode, foldedId(id), task.stoppedAt ?? task.updatedAt);
  return isOwn(episode, foldedId(id), stopTime(task)) && !isExplainedStop(task, episode.facts);
}

function isAsked(id: string, { cause }: Episode): boolean {
  return cause?.type === 'stop-task' && cause.taskArn.endsWith(`/${id}`);
}

function stage(replacement: Entry | undefined, up: number | undefined): StopStory['stage'] {
  if (replacement === undefined) return 'stopped';
  if (up !== undefined) return 'healed';
  return replacement[1].startedAt === undefined ? 'starting' : 'running';
}

function stopTime({ stoppingAt, updatedAt }: TaskState): number {
  return stoppingAt ?? updatedAt;
}

/** A task that has not started yet will start after every known stop. */
function startTime({ startedAt }: TaskState): number {
  return startedAt ?? Number.MAX_SAFE_INTEGER;
}

function by(time: (task: TaskState) => number) {
  return ([oneId, one]: Entry, [otherId, other]: Entry) =>
    time(one) - time(other) || (oneId < otherId ? -1 : 1);
}

export type StopReason = StopExplanation;

/**
 * Why the task stopped, from what an episode keeps: the reason read from the full texts, or, in records of version 0.1, the texts themselves.
 * `standalone`: it belongs to no service.
 */
export function stopReason(
  { why, stopCode, stoppedReason, exit }: TaskState,
  standalone: boolean,
): StopExplanation {
  if (why !== undefined) return { ...why, expected: isExpected(why.code, standalone) };
  const containers = exit && [{ name: exit.container, exitCode: exit.code, reason: exit.reason }];
  return explainStop({ stopCode, stoppedReason, containers, standalone });
}

/** How many of the stops that are only counted are trouble; their keys start with the reason's code. */
export function foldedTrouble(reasons: FoldedTasks['reasons'], standalone: boolean): number {
  return Object.entries(reasons)
    .filter(([key]) => isTrouble(key.split(':')[0] as ReasonCode, standalone))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** Whether ECS's scheduler stopped the task for a rollout or a scale-in, or has not said why yet: a later version of the task will. */
export function isPlannedStop(task: TaskState): boolean {
  const { code } = stopReason(task, false);
  return code === 'scaling' || code === 'scheduler';
}

/**
 * Whether a rollout, a scale-in or a move to another zone explains this stop. While ECS rebalances zones, each stop by its scheduler with an unknown
 * text is part of that.
 */
export function isExplainedStop(task: TaskState, { actions }: FactSet): boolean {
  if (isPlannedStop(task)) return true;
  if (task.stopCode !== 'ServiceSchedulerInitiated' || stopReason(task, false).code !== 'unknown')
    return false;
  const times = (name: string) =>
    Object.values(actions).flatMap(({ eventName, at }) => (eventName === name ? [at] : []));
  const ends = times('SERVICE_REBALANCING_COMPLETED');
  return times('SERVICE_REBALANCING_STARTED').some(
    (began) => !ends.some((end) => began <= end && end < stopTime(task)),
  );
}

/** The result of a drill: the service healed after one stop, or did not, or lost more tasks than the drill stopped. */
export type DrillVerdict =
  | { readonly type: 'passed'; readonly left: number; readonly of: number }
  | { readonly type: 'failed'; readonly othersStopped: number };

/** Undefined without a drill, or until it is over. */
export function drillVerdict(
  { phase, cause, superseded, outcome }: Episode,
  stops: readonly StopStory[],
): DrillVerdict | undefined {
  if (cause?.type !== 'stop-task' || !cause.drill || phase !== 'closed' || superseded) return undefined;
  if (outcome?.result === 'failed') return undefined;
  const asked = stops.find((stop) => stop.asked);
  const othersStopped = stops.filter(({ trouble }) => trouble).length;
  if (othersStopped > 0 || asked?.healedMs === undefined) return { type: 'failed', othersStopped };
  const { runningCount } = cause.before;
  return { type: 'passed', left: runningCount - 1, of: runningCount };
}

/** For records of version 0.1, which do not have an event's type. */
const warnings = new Set(['SERVICE_TASK_START_IMPAIRED', 'SERVICE_TASK_PLACEMENT_FAILURE']);

/** Whether this service action says that something is wrong: its type decides, whatever its name is. */
export function isWarning({
  eventName,
  eventType,
}: Pick<ServiceActionFact, 'eventName' | 'eventType'>): boolean {
  return eventType === undefined ? warnings.has(eventName) : eventType !== 'INFO';
}
