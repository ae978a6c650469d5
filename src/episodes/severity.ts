import type { Episode } from './episode.ts';
import type { EpisodeStory, Severity, TroubleTimes } from './episode-story.ts';
import { isStopping, type TaskState } from './facts.ts';
import { countLive } from './folded-ids.ts';
import { isFailedRollout, type RolloutStory } from './rollout.ts';
import { foldedTrouble, isWarning, type StopStory, stopStories } from './stops.ts';

/** Lowest first; `quiet` means that nothing was shown. */
const severities = ['quiet', 'told', 'problem', 'failing'] as const satisfies readonly Severity[];

/** Whether a channel that was notified of `before` should be notified of `now`. */
export function isRise(before: Severity, now: Severity): boolean {
  return severities.indexOf(now) > severities.indexOf(before);
}

type Told = Pick<EpisodeStory, 'kind' | 'isProblem' | 'loops' | 'rollout' | 'nothingRuns' | 'keepsFailing'>;

/**
 * The level of a story that is shown. `failing`: a loop, a failed rollout, nothing running, or one problem after another. While a circuit breaker
 * watches a rollout, failing tasks are not a loop yet: the breaker will end the rollout, and that is the news.
 */
export function severityOf({ kind, isProblem, loops, rollout, nothingRuns, keepsFailing }: Told): Severity {
  if (!isProblem) return 'told';
  if (nothingRuns || keepsFailing) return 'failing';
  if (isFailedRollout(rollout)) return 'failing';
  const isWatched = kind === 'rollout' && rollout?.circuitBreaker?.startsWith('on') === true;
  if (isWatched) return 'problem';
  return loops || rollout?.hanging !== undefined ? 'failing' : 'problem';
}

/** Problems of one target that begin within this time are counted together. */
const countedMs = 60 * 60_000;
/** From this many problems on, the target "keeps failing". */
export const tooManyProblems = 3;

/** Whether a problem of this episode is at least the third within an hour. */
export function keepsFailing({ problems = [], openedAt }: Pick<Episode, 'problems' | 'openedAt'>): boolean {
  return problems.filter((at) => at >= openedAt - countedMs).length >= tooManyProblems - 1;
}

/** Replacing a single task leaves a moment without any: that counts as a stop until it lasts this long. */
const momentMs = 60_000;

/** Whether tasks are wanted and none runs, by the latest DescribeServices answer and by what has started and stopped since. */
export function nothingRuns({ answer, facts }: Episode, stops: readonly StopStory[]): boolean {
  if (answer === undefined || answer.deleted || answer.desiredCount === 0) return false;
  const tasks = Object.values(facts.tasks);
  const started = tasks.filter((task) => (task.startedAt ?? 0) > answer.at && !isStopping(task));
  if (started.length > 0) return false;
  if (answer.desiredCount === 1) {
    const last = stops.at(-1)?.task;
    const since = last === undefined ? 0 : (last.stoppingAt ?? last.updatedAt);
    return answer.runningCount === 0 && answer.at >= since + momentMs;
  }
  // Tasks that started after the answer are not in its count.
  const stopped = tasks.filter(
    (task) =>
      isStopping(task) &&
      (task.stoppingAt ?? task.updatedAt) > answer.at &&
      (task.startedAt ?? Number.POSITIVE_INFINITY) <= answer.at,
  );
  return answer.runningCount <= stopped.length;
}

/** Longer than a task takes to start, so this is not just a moment between two tasks. */
const downAfterMs = 5 * 60_000;

/** Since when tasks are wanted and none runs, whatever the reason, epoch milliseconds; undefined if one runs, or if this has not lasted long. */
export function downSince({ answer, facts, openedAt }: Episode): number | undefined {
  if (answer === undefined || answer.deleted || answer.desiredCount === 0 || answer.runningCount > 0)
    return undefined;
  const tasks = Object.values(facts.tasks).filter(({ startedAt }) => startedAt !== undefined);
  if (tasks.some((task) => (task.startedAt ?? 0) > answer.at && !isStopping(task))) return undefined;
  const ended = tasks.filter(isStopping).map(({ stoppingAt, updatedAt }) => stoppingAt ?? updatedAt);
  const since = Math.max(openedAt, ...ended);
  return answer.at >= since + downAfterMs ? since : undefined;
}

/** Tasks stop in bursts, so the running count is asked for at most once in this time. */
const askAgainMs = 10_000;

/** Whether to ask DescribeServices how many tasks run: tasks that nobody asked to stop have stopped since the last answer. */
export function wantsCount(episode: Episode, now: number): boolean {
  if (episode.phase !== 'open' || !('service' in episode.target)) return false;
  const answeredAt = episode.answer?.at ?? 0;
  if (answeredAt + askAgainMs > now) return false;
  const unasked = stopStories(episode).filter(({ asked }) => !asked);
  return unasked.some(({ task }) => (task.stoppingAt ?? task.updatedAt) > answeredAt);
}

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
  const { reasons } = facts.folded;
  const live = countLive(facts.folded);
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
    starts: made.length + (isOlder ? 0 : live.starting + live.running + live.stopping) + foldedStops,
    // A standalone task replaces nothing.
    isLoop: !standalone && replacements.length + foldedTrouble(reasons, standalone) >= fewestOfLoop,
    afterRollout:
      endedAt !== undefined && stops.some(({ task }) => (task.stoppingAt ?? task.updatedAt) > endedAt),
  };
}

/** After this long without trouble, new trouble is news again: for a channel that was notified, and for the count of problems. */
export const calmMs = 30 * 60_000;

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
  const times = [
    ...stops.filter(({ trouble }) => trouble).map(({ task }) => stretch(task)),
    ...Object.values(facts.actions).flatMap((action) => (isWarning(action) ? [[action.at, action.at]] : [])),
    ...(isFolded ? [[failedAt, failedAt]] : []),
    ...(isFailedRollout(rollout) ? [[rollout?.endedAt ?? lastEventAt, rollout?.endedAt ?? lastEventAt]] : []),
    ...(downSince === undefined ? [] : [[downSince, answer?.at ?? downSince]]),
    ...(rollout?.staging?.expiring === undefined
      ? []
      : [[rollout.staging.expiring.since, rollout.staging.expiring.since]]),
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
