import type { Episode } from './episode.ts';
import { isExplainedStop } from './is-explained-stop.ts';
import { isStopping } from './is-stopping.ts';
import { type StopReason, stopReason } from './stop-reason.ts';
import { upAt } from './up-at.ts';

/** One task of a rollout's new revision. */
export interface RolloutTask {
  readonly id: string;
  /** `up`: RUNNING, and HEALTHY where there is a health check. `left`: scaled in, or rolled back. */
  readonly state: 'starting' | 'running' | 'up' | 'failed' | 'left';
  readonly lastStatus: string;
  /** Why it failed. */
  readonly reason: StopReason | undefined;
}

/** The tasks of a deployment that are kept in full, in the order in which they were made. */
export function rolloutTasks(episode: Episode, deployment: string): RolloutTask[] {
  const { facts } = episode;
  return Object.entries(facts.tasks)
    .filter(([, { startedBy }]) => startedBy === deployment)
    .sort(
      ([oneId, one], [otherId, other]) =>
        (one.createdAt ?? one.updatedAt) - (other.createdAt ?? other.updatedAt) || (oneId < otherId ? -1 : 1),
    )
    .map(([id, task]) => {
      const reason = stopReason(task, false);
      const failed = isStopping(task) && !reason.expected && !isExplainedStop(task, facts);
      const { lastStatus } = task;
      if (failed) return { id, lastStatus, state: 'failed', reason };
      if (isStopping(task)) return { id, lastStatus, state: 'left', reason: undefined };
      if (task.startedAt === undefined) return { id, lastStatus, state: 'starting', reason: undefined };
      // After the closing nobody looks any more.
      const state = upAt(task, episode) === undefined && episode.phase !== 'closed' ? 'running' : 'up';
      return { id, lastStatus, state, reason: undefined };
    });
}
