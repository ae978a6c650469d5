import type { Cause } from './cause.ts';
import type { Episode } from './episode.ts';
import type { EpisodeStory } from './episode-story.ts';

/** What the episode came of, where that is known. */
export type WhyStory =
  /** Somebody asked for it through the bot. */
  | { readonly type: 'command'; readonly cause: Cause }
  /** Another revision was deployed; from → to stands in the rollout's story. */
  | { readonly type: 'deployment' }
  /** ECS says that the desired count was moved for the service. */
  | { readonly type: 'autoscaling' }
  /** The desired count moved, not through the bot: auto scaling, or somebody elsewhere. */
  | { readonly type: 'outside' }
  /** ECS spreads the tasks over the zones again. */
  | { readonly type: 'rebalancing'; readonly done: boolean }
  /** AWS took Spot capacity back. */
  | { readonly type: 'spot' };

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
