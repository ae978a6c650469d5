import type { Episode } from './episode.ts';
import { keepsFailing, tooManyProblems } from './severity.ts';
import { tellEpisode } from './tell-episode.ts';

/** After so long without news the count starts again. */
const quietMs = 30 * 60_000;

/** When the earlier problems of the target began that the episode after this one counts; it opens at `at`, epoch milliseconds. */
export function problemsBefore(episode: Episode, at: number): readonly number[] {
  const { problems = [], openedAt, lastEventAt } = episode;
  if (!tellEpisode(episode).isProblem) return problems;
  if (keepsFailing(episode) && at > lastEventAt + quietMs) return [];
  return [...problems, openedAt].slice(1 - tooManyProblems);
}

/**
 * Whether what begins at `at` is only added to this closed episode, so that a slow loop does not ring for ever: it was told as
 * "keeps failing", and has not been quiet for long enough. A change that somebody asked for keeps its message to itself.
 */
export function isContinued(episode: Episode, at: number): boolean {
  const { phase, cause, lastEventAt } = episode;
  if (phase !== 'closed' || cause !== undefined || at > lastEventAt + quietMs) return false;
  return keepsFailing(episode) && tellEpisode(episode).isProblem;
}
