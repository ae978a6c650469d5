import type { Episode } from './episode.ts';
import { isStopping, type TaskState } from './facts.ts';
import type { RolloutStory } from './rollout.ts';
import { foldedTrouble, isWarning, type StopStory } from './stops.ts';

/** How bad the unexplained stops are. */
export interface TroubleStory {
  /** Stops that nobody asked for, and how many of these tasks never ran. */
  readonly stops: number;
  readonly neverRan: number;
  /** Stops that are not expected. */
  readonly troubles: number;
  /** Tasks created since the first of these stops. */
  readonly starts: number;
  /** Replacements stop too, again and again. */
  readonly isLoop: boolean;
  /** A rollout was over before the last of these stops, so this is no longer about the rollout. */
  readonly afterRollout: boolean;
}

/** From this many stopped replacements on, it is a loop, not an accident. */
const fewestOfLoop = 2;

/** Sums up the stops that nobody asked for. */
export function troubleStory(
  { facts, target }: Episode,
  stops: readonly StopStory[],
  rollout: RolloutStory | undefined,
): TroubleStory {
  const { reasons, live } = facts.folded;
  const standalone = !('service' in target);
  const foldedStops = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const told = stops.filter(({ asked, reason }) => !asked && !reason.expected);
  const firstAt = Math.min(...told.map(({ task }) => task.stoppingAt ?? task.updatedAt));
  const replacements = told.filter(({ task }) => (task.createdAt ?? 0) > firstAt);
  const made = Object.values(facts.tasks).filter(({ createdAt }) => (createdAt ?? 0) > firstAt);
  // The oldest live tasks are folded first: if a task created before the first stop is kept, all folded ones were created before it too.
  const isOlder = Object.values(facts.tasks).some(
    (task) => !isStopping(task) && task.startedAt !== undefined && (task.createdAt ?? 0) <= firstAt,
  );
  const endedAt = rollout?.endedAt;
  return {
    stops: stops.filter(({ asked }) => !asked).length + foldedStops,
    troubles: stops.filter(({ trouble }) => trouble).length + foldedTrouble(reasons, standalone),
    neverRan: told.filter(({ task }) => task.startedAt === undefined).length,
    starts: made.length + (isOlder ? 0 : Object.keys(live).length) + foldedStops,
    // A standalone task replaces nothing.
    isLoop: !standalone && replacements.length + foldedTrouble(reasons, standalone) >= fewestOfLoop,
    afterRollout:
      endedAt !== undefined && stops.some(({ task }) => (task.stoppingAt ?? task.updatedAt) > endedAt),
  };
}

/** After this long without trouble, new trouble is news again: for a channel that was notified, and for the count of problems. */
export const calmMs = 30 * 60_000;

/** When an episode's trouble happened, epoch milliseconds by ECS's clock; 0 if there was none. */
export interface TroubleTimes {
  /** When the newest trouble began, and when the last sign of any was seen: a stop lasts until its task has ended. */
  readonly newestAt: number;
  readonly lastAt: number;
  /** How long the calm before the newest stretch of trouble lasted; absent if it was never calm in between. */
  readonly calmFor?: number;
}

/** The times of the stops, warnings, failures and hangs that make a story a problem. */
export function troubleTimes(
  { target, facts, lastEventAt, answer }: Episode,
  stops: readonly StopStory[],
  {
    rollout,
    downSince,
  }: { readonly rollout: RolloutStory | undefined; readonly downSince: number | undefined },
): TroubleTimes {
  const { reasons, failedAt = lastEventAt } = facts.folded;
  const isFolded = foldedTrouble(reasons, !('service' in target)) > 0;
  const isFailed = rollout?.state === 'FAILED' || rollout?.rollback !== undefined;
  const times = [
    ...stops.filter(({ trouble }) => trouble).map(({ task }) => stretch(task)),
    ...Object.values(facts.actions).flatMap((action) => (isWarning(action) ? [[action.at, action.at]] : [])),
    ...(isFolded ? [[failedAt, failedAt]] : []),
    ...(isFailed ? [[rollout.endedAt ?? lastEventAt, rollout.endedAt ?? lastEventAt]] : []),
    ...(downSince === undefined ? [] : [[downSince, answer?.at ?? downSince]]),
    ...(rollout?.hanging === undefined ? [] : [[rollout.hanging.since, answer?.at ?? rollout.hanging.since]]),
  ] as [number, number][];
  let lastAt = 0;
  let calmFor: number | undefined;
  for (const [from, to] of times.sort(([one], [other]) => one - other)) {
    if (lastAt > 0 && from > lastAt + calmMs) calmFor = from - lastAt;
    lastAt = Math.max(lastAt, to);
  }
  return { newestAt: times.at(-1)?.[0] ?? 0, lastAt, ...(calmFor !== undefined && { calmFor }) };
}

function stretch({ stoppingAt, stoppedAt, updatedAt }: TaskState): [number, number] {
  return [stoppingAt ?? updatedAt, stoppedAt ?? stoppingAt ?? updatedAt];
}
