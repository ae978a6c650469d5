import type { Episode } from './episode.ts';
import type { EpisodeStory } from './episode-story.ts';
import { newestWarning } from './newest-warning.ts';
import type { RolloutStory } from './rollout-story.ts';
import type { TroubleStory } from './trouble-story.ts';

/** What an episode is about: what somebody asked for, else a rollout until it is over, else the trouble, else the moving. */
export function kindOfEpisode(
  episode: Episode,
  trouble: TroubleStory,
  rollout: RolloutStory | undefined,
): EpisodeStory['kind'] {
  const { cause, target, facts } = episode;
  if (cause !== undefined) return cause.type;
  if (!('service' in target)) return 'standalone';
  if (rollout !== undefined && !trouble.afterRollout) return 'rollout';
  const kind = kindOfTrouble(episode, trouble, rollout);
  if (kind !== undefined) return kind;
  const names = Object.values(facts.actions).map(({ eventName }) => eventName);
  return names.includes('SERVICE_REBALANCING_STARTED') ? 'rebalancing' : 'scale';
}

/** What is wrong beside what was asked for; undefined where nothing is. */
export function kindOfTrouble(
  episode: Episode,
  trouble: TroubleStory,
  rollout: RolloutStory | undefined,
): EpisodeStory['trouble'] {
  const isBroken = rollout?.state === 'FAILED' || rollout?.rollback !== undefined || rollout?.hanging;
  if (isBroken && !trouble.afterRollout) return 'rollout';
  const isImpaired = newestWarning(episode) !== undefined;
  const neverRan = trouble.neverRan > 0 && trouble.neverRan === trouble.stops;
  if (trouble.stops > 0 && !(neverRan && (isImpaired || trouble.isLoop))) {
    return trouble.isLoop ? 'crash-loop' : 'healing';
  }
  return trouble.stops > 0 || isImpaired ? 'impaired' : undefined;
}
