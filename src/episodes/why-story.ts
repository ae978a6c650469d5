import type { Episode } from './episode.ts';
import type { EpisodeStory, WhyStory } from './episode-story.ts';

type Told = Pick<EpisodeStory, 'kind' | 'stops' | 'stopCount' | 'rollout' | 'scale'>;

/** Finds the cause in the facts; undefined where none is known. */
export function whyStory({ cause, facts }: Episode, story: Told): WhyStory | undefined {
  if (cause !== undefined) return { type: 'command', cause };
  if (story.rollout !== undefined) return { type: 'deployment' };
  const names = new Set(Object.values(facts.actions).map(({ eventName }) => eventName));
  if (names.has('SERVICE_REBALANCING_STARTED')) {
    return { type: 'rebalancing', done: names.has('SERVICE_REBALANCING_COMPLETED') };
  }
  const { stops, stopCount, kind, scale } = story;
  if (stopCount > 0 && stops.length === stopCount && stops.every(({ reason }) => reason.code === 'spot')) {
    return { type: 'spot' };
  }
  if (kind !== 'scale') return undefined;
  if (names.has('SERVICE_DESIRED_COUNT_UPDATED')) return { type: 'autoscaling' };
  return scale?.from !== undefined && scale.from !== scale.to ? { type: 'outside' } : undefined;
}
