import type { Episode } from './episode.ts';
import type { EpisodeStory } from './episode-story.ts';
import { isWarning } from './is-warning.ts';

/** The newest service action by which ECS says that something is wrong. */
export function newestWarning({ facts }: Episode): EpisodeStory['impaired'] {
  const [newest] = Object.entries(facts.actions)
    .filter(([, action]) => isWarning(action))
    .sort(([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1));
  return newest && { eventName: newest[1].eventName, reason: newest[1].reason, at: newest[1].at };
}
