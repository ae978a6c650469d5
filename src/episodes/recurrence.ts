import type { Episode } from './episode.ts';
import { calmMs, keepsFailing, tooManyProblems } from './severity.ts';
import { tellEpisode } from './story.ts';

/** The start times of the target's earlier problems, as counted by the next episode, which opens at `at`. Epoch milliseconds. */
export function problemsBefore(episode: Episode, at: number): readonly number[] {
  const { problems = [], openedAt } = episode;
  const { isProblem, times } = tellEpisode(episode);
  if (!isProblem) return problems;
  // Whatever goes well in between does not delay the restart of the count.
  if (keepsFailing(episode) && at > times.lastAt + calmMs) return [];
  return [...problems, openedAt].slice(1 - tooManyProblems);
}

/**
 * Whether what begins at `at` is only added to this closed episode, so that a slow loop does not notify forever: it was reported as "keeps failing"
 * and has not been quiet for long enough. A change that somebody asked for never shares its message.
 */
export function isContinued(episode: Episode, at: number): boolean {
  const { phase, cause } = episode;
  if (phase !== 'closed' || cause !== undefined || !keepsFailing(episode)) return false;
  const { isProblem, times } = tellEpisode(episode);
  return isProblem && at <= times.lastAt + calmMs;
}
