import type { Episode } from './episode.ts';
import type { TaskState } from './fact.ts';
import { isEnded } from './is-ended.ts';
import { isExplainedStop } from './is-explained-stop.ts';
import { isStopping } from './is-stopping.ts';
import { type StopReason, stopReason } from './stop-reason.ts';
import { isTrouble } from './stop-reasons/codes.ts';
import { notUpBefore, upAt } from './up-at.ts';

type Entry = readonly [id: string, task: TaskState];

/** One stop and the task that took its place. */
export interface StopStory {
  readonly id: string;
  readonly task: TaskState;
  /** Whether it is the task that was asked to stop. */
  readonly asked: boolean;
  readonly reason: StopReason;
  /** Nobody asked the bot for it, and it is no expected one: see `isTrouble`. */
  readonly trouble: boolean;
  readonly replacement: { readonly id: string; readonly task: TaskState } | undefined;
  readonly stage: 'stopped' | 'starting' | 'running' | 'healed';
  /**
   * From `stoppingAt` to the replacement's `startedAt`, or to the answer that first called it HEALTHY; milliseconds. It was
   * not healed yet after `healedAfterMs`: the same where the time is exact.
   */
  readonly healedMs: number | undefined;
  readonly healedAfterMs: number | undefined;
}

/** The stops that nothing but the story itself explains, by time, each with at most one replacement. */
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
    const index = free.findIndex(([, other]) => startTime(other) > stopTime(task));
    const [replacement] = index < 0 ? [] : free.splice(index, 1);
    const reason = stopReason(task, standalone);
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
      healedMs: up === undefined ? undefined : up - stopTime(task),
      healedAfterMs: notYet === undefined ? undefined : notYet - stopTime(task),
    };
  });
}

function isTold([id, task]: Entry, episode: Episode): boolean {
  if (isAsked(id, episode)) return isStopping(task);
  if (!isStopping(task)) return false;
  // Of a standalone task only its end is told.
  if (!('service' in episode.target))
    return isEnded(task) && (task.stoppedAt ?? task.updatedAt) > episode.border;
  return stopTime(task) > episode.border && !isExplainedStop(task, episode.facts);
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

/** A task that has not started yet will have started after any stop that is known. */
function startTime({ startedAt }: TaskState): number {
  return startedAt ?? Number.MAX_SAFE_INTEGER;
}

function by(time: (task: TaskState) => number) {
  return ([oneId, one]: Entry, [otherId, other]: Entry) =>
    time(one) - time(other) || (oneId < otherId ? -1 : 1);
}
