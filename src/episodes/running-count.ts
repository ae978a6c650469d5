import type { Episode } from './episode.ts';
import { isStopping } from './is-stopping.ts';
import { startedTasks } from './started-tasks.ts';

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
