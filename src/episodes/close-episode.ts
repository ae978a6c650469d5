import type { Episode } from './episode.ts';

/** The episode, closed at the time of the newest fact that showed the steady state. */
export function closeEpisode(episode: Episode): Episode {
  const { lastEventAt, answer, outcome } = episode;
  return {
    ...episode,
    phase: 'closed',
    closedAt: Math.max(lastEventAt, answer?.at ?? 0, outcome?.at ?? 0),
  };
}
