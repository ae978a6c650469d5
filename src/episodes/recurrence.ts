import type { Episode } from './episode.ts';
import { keepsFailing, tooManyProblems } from './severity.ts';
import { tellEpisode } from './story.ts';
import { calmMs } from './trouble.ts';

/** When the earlier problems of the target began that the episode after this one counts; it opens at `at`, epoch milliseconds. */
export function problemsBefore(episode: Episode, at: number): readonly number[] {
  const { problems = [], openedAt } = episode;
  const { isProblem, times } = tellEpisode(episode);
  if (!isProblem) return problems;
  // What goes well meanwhile does not put off that the count starts again.
  if (keepsFailing(episode) && at > times.lastAt + calmMs) return [];
  return [...problems, openedAt].slice(1 - tooManyProblems);
}

/**
 * Whether what begins at `at` is only added to this closed episode, so that a slow loop does not ring for ever: it was told as
 * "keeps failing", and has not been quiet for long enough. A change that somebody asked for keeps its message to itself.
 */
export function isContinued(episode: Episode, at: number): boolean {
  const { phase, cause } = episode;
  if (phase !== 'closed' || cause !== undefined || !keepsFailing(episode)) return false;
  const { isProblem, times } = tellEpisode(episode);
  return isProblem && at <= times.lastAt + calmMs;
}
