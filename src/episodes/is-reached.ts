import type { EpisodeStory } from './episode-story.ts';

type Told = Pick<
  EpisodeStory,
  | 'kind'
  | 'trouble'
  | 'cause'
  | 'closed'
  | 'superseded'
  | 'stops'
  | 'stopCount'
  | 'healedMs'
  | 'running'
  | 'scale'
  | 'rollout'
  | 'why'
>;

/** Whether the service is as it should be again by what the events say: nobody has to wait for the closing to see it. */
export function isReached(story: Told): boolean {
  if (story.closed && !story.superseded) return true;
  if (story.trouble === 'crash-loop') return false;
  switch (story.kind) {
    case 'scale': {
      const { cause, running, scale } = story;
      if (cause?.type === 'scale') return running === cause.after.desiredCount;
      return scale?.reached === true && scale.to !== undefined;
    }
    case 'rebalancing':
      return story.why?.type === 'rebalancing' && story.why.done;
    case 'rollout':
      return story.rollout?.state === 'COMPLETED' || story.rollout?.rollback === 'COMPLETED';
    case 'stop-task':
    case 'healing':
      return story.stops.length > 0 && story.healedMs !== undefined;
    // A loop is healed at each start and broken again by the next stop; only what ECS says ends it.
    case 'crash-loop':
    case 'impaired':
    case 'standalone':
      return false;
  }
}
