import type { Episode } from './episode.ts';
import { isEnded } from './is-ended.ts';
import { isExplainedStop } from './is-explained-stop.ts';
import { isStopping } from './is-stopping.ts';
import { upAt } from './up-at.ts';

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
