import type { EpisodeStory } from '../../episodes/episode-story.ts';
import type { EpisodeWords } from './episode-words.ts';
import { seconds } from './seconds.ts';

/** How long the healing took, as precisely as it is known: health has no time of its own, so it may lie between two answers. */
export function healingTime(
  { healedMs, healedAfterMs = healedMs }: Pick<EpisodeStory, 'healedMs' | 'healedAfterMs'>,
  { duration, between }: EpisodeWords,
): string | undefined {
  if (healedMs === undefined || healedAfterMs === undefined) return undefined;
  const [least, most] = [seconds(healedAfterMs), seconds(healedMs)];
  return least === most ? duration(most) : between(least, most);
}
