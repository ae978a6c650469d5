import type { Episode } from './episode.ts';
import { keepsFailing, tooManyProblems } from './severity.ts';
import { foldedTrouble } from './stop-reason.ts';
import { tellEpisode } from './tell-episode.ts';

/** After so long without trouble the count starts again; what goes well meanwhile does not put that off. */
const quietMs = 30 * 60_000;

/** When the earlier problems of the target began that the episode after this one counts; it opens at `at`, epoch milliseconds. */
export function problemsBefore(episode: Episode, at: number): readonly number[] {
  const { problems = [], openedAt } = episode;
  if (!tellEpisode(episode).isProblem) return problems;
  if (keepsFailing(episode) && at > lastTroubleAt(episode) + quietMs) return [];
  return [...problems, openedAt].slice(1 - tooManyProblems);
}

/**
 * Whether what begins at `at` is only added to this closed episode, so that a slow loop does not ring for ever: it was told as
 * "keeps failing", and has not been quiet for long enough. A change that somebody asked for keeps its message to itself.
 */
export function isContinued(episode: Episode, at: number): boolean {
  const { phase, cause } = episode;
  if (phase !== 'closed' || cause !== undefined || !keepsFailing(episode)) return false;
  return at <= lastTroubleAt(episode) + quietMs && tellEpisode(episode).isProblem;
}

/** When the newest trouble came, epoch milliseconds of ECS's time; of an episode without any, 0. */
export function lastTroubleAt(episode: Episode): number {
  const { target, facts, lastEventAt, answer } = episode;
  const { stops, impaired, rollout } = tellEpisode(episode);
  const { reasons, failedAt = lastEventAt } = facts.folded;
  const isFailed = rollout?.state === 'FAILED' || rollout?.rollback !== undefined;
  return Math.max(
    0,
    ...stops
      .filter(({ trouble }) => trouble)
      .map(({ task }) => task.stoppedAt ?? task.stoppingAt ?? task.updatedAt),
    foldedTrouble(reasons, !('service' in target)) > 0 ? failedAt : 0,
    impaired?.at ?? 0,
    isFailed ? (rollout?.endedAt ?? lastEventAt) : 0,
    rollout?.hanging === undefined ? 0 : (answer?.at ?? 0),
  );
}
