import { type Episode, upAt } from './episode.ts';
import { isEnded, isStopping } from './facts.ts';
import { countLive } from './folded-ids.ts';
import { isExplainedStop } from './stops.ts';

/** ECS's last count, or what ran when the change was asked for (`before`), adjusted by what has started and stopped since. */
export function runningCount(episode: Episode, before: number): number {
  const { facts, answer, startedAfter, phase } = episode;
  if (phase === 'closed' && answer && !episode.superseded) return answer.runningCount;
  const countedAt = answer?.at ?? startedAfter;
  const changes = Object.values(facts.tasks).map((task) => {
    const { startedAt = task.createdAt ?? 0, stoppingAt = task.updatedAt } = task;
    if (startedAt > countedAt) return isStopping(task) || task.startedAt === undefined ? 0 : 1;
    return isStopping(task) && stoppingAt > countedAt ? -1 : 0;
  });
  const counted = answer?.runningCount ?? before + foldedChange(facts);
  return Math.max(
    0,
    changes.reduce<number>((sum, change) => sum + change, counted),
  );
}

function foldedChange({ folded }: Episode['facts']): number {
  const { expected, reasons } = folded;
  const { running, stopping } = countLive(folded);
  const ended = Object.values(reasons).reduce((sum, count) => sum + count, expected);
  return running - stopping - ended;
}

/** Tasks that came and went without a rollout, and the desired count that they follow. */
export interface ScaleStory {
  /** The desired count before; undefined until DescribeServices has been asked. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Tasks that were created, and how many of them are up. */
  readonly made: number;
  readonly up: number;
  /** Tasks that were told to stop, and how many of them have. */
  readonly leaving: number;
  readonly left: number;
  /** Every task that should start is up, and every one that should stop is gone. */
  readonly reached: boolean;
}

/**
 * The desired count when the previous episode closed. In a first episode, the count that follows from the tasks that came and went, unless more run
 * than desired: then something other than ECS's scheduler places them (CodeDeploy), and nothing follows.
 */
function desiredBefore({ answer, desiredBefore: known }: Episode, derived: number): number | undefined {
  if (known !== undefined) return known;
  const { runningCount = 0, desiredCount = 0 } = answer ?? {};
  return runningCount > desiredCount ? undefined : derived;
}

/**
 * Sums up the tasks that came and went. The earlier desired count follows from the current one and the tasks that were created and stopped since: no
 * event carries it.
 */
export function scaleStory(episode: Episode): ScaleStory {
  const { facts, openedAt, answer } = episode;
  const tasks = Object.values(facts.tasks);
  const made = tasks.filter(({ createdAt }) => createdAt !== undefined && createdAt >= openedAt);
  const leaving = tasks.filter((task) => isStopping(task) && isExplainedStop(task, facts));
  const { expected, reasons } = facts.folded;
  const { starting, running, stopping } = countLive(facts.folded);
  const foldedFailed = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const failed = tasks.filter((task) => isStopping(task) && !isExplainedStop(task, facts)).length;
  const counts = {
    made: made.length + starting + running,
    up: made.filter((task) => !isStopping(task) && upAt(task, episode) !== undefined).length + running,
    leaving: leaving.length + expected + stopping,
    left: leaving.filter(isEnded).length + expected,
  };
  const to = answer?.desiredCount;
  const net = counts.made - counts.leaving - failed - foldedFailed;
  const isComing = made.some((task) => !isStopping(task) && upAt(task, episode) === undefined);
  return {
    ...counts,
    to,
    from: to === undefined ? undefined : desiredBefore(episode, Math.max(0, to - net)),
    reached: !isComing && starting + stopping === 0 && counts.left === counts.leaving,
  };
}
