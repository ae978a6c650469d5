import { type Episode, upAt } from './episode.ts';
import { isEnded, isStopping, type TaskState } from './facts.ts';
import { isExplainedStop } from './stops.ts';

/** What ran when it was asked (`before`), and what started and stopped since; at the end, what DescribeServices says. */
export function runningCount(episode: Episode, before: number): number {
  const { facts, answer, border, phase } = episode;
  if (phase === 'closed' && answer && !episode.superseded) return answer.runningCount;
  const { live, expected, reasons } = facts.folded;
  const started = startedTasks(episode).length + Object.values(live).filter((state) => state === 1).length;
  const stopped = Object.values(facts.tasks).filter(
    // A task that was both started and stopped since leaves the count as it was.
    (task) =>
      isStopping(task) && (task.stoppingAt ?? task.updatedAt) > border && (task.createdAt ?? 0) <= border,
  ).length;
  const foldedStops =
    expected +
    Object.values(reasons).reduce((sum, count) => sum + count, 0) +
    Object.values(live).filter((state) => state === 2).length;
  return Math.max(0, before + started - stopped - foldedStops);
}

/** Tasks of a service that started during the episode and are meant to stay. */
function startedTasks({ target, facts, openedAt }: Episode): TaskState[] {
  if (!('service' in target)) return [];
  return Object.values(facts.tasks).filter(
    (task) => task.startedAt !== undefined && task.startedAt > openedAt && !isStopping(task),
  );
}

/** Tasks that came and went without a rollout, and the desired count that they follow. */
export interface ScaleStory {
  /** The desired count before; undefined while DescribeServices was not asked. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Tasks that were made, and how many of them are up. */
  readonly made: number;
  readonly up: number;
  /** Tasks that were told to stop, and how many of them have. */
  readonly leaving: number;
  readonly left: number;
  /** Every task that was to come is up, every one that was to go is gone. */
  readonly reached: boolean;
}

/**
 * What the coming and going of tasks comes to. The count before follows from what is desired now and from the tasks
 * that were made and stopped since: no event names it.
 */
export function scaleStory(episode: Episode): ScaleStory {
  const { facts, openedAt, answer } = episode;
  const tasks = Object.values(facts.tasks);
  const made = tasks.filter(({ createdAt }) => createdAt !== undefined && createdAt >= openedAt);
  const leaving = tasks.filter((task) => isStopping(task) && isExplainedStop(task, facts));
  const { live, expected, reasons } = facts.folded;
  const foldedLive = Object.values(live);
  const foldedFailed = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const failed = tasks.filter((task) => isStopping(task) && !isExplainedStop(task, facts)).length;
  const stopping = foldedLive.filter((state) => state === 2).length;
  const counts = {
    made: made.length + foldedLive.length - stopping,
    up:
      made.filter((task) => !isStopping(task) && upAt(task, episode) !== undefined).length +
      foldedLive.filter((state) => state === 1).length,
    leaving: leaving.length + expected + stopping,
    left: leaving.filter(isEnded).length + expected,
  };
  const to = answer?.desiredCount;
  const net = counts.made - counts.leaving - failed - foldedFailed;
  const isComing = made.some((task) => !isStopping(task) && upAt(task, episode) === undefined);
  return {
    ...counts,
    to,
    from: to === undefined ? undefined : Math.max(0, to - net),
    reached: !isComing && foldedLive.every((state) => state === 1) && counts.left === counts.leaving,
  };
}
