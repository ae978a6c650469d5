import { targetName } from '../../ecs/target-name.ts';
import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { code } from '../blocks/code.ts';
import type { EpisodeWords } from './episode-words.ts';

/** The headline: which target, what happened, who asked. */
export function storyTitle(story: EpisodeStory, { title }: EpisodeWords): string {
  const { cause, outcome, rollout } = story;
  const name = code(targetName(story.target));
  if (cause !== undefined && outcome?.result === 'failed') return title.refused(name, cause.askedBy);
  if (cause?.type === 'scale') {
    const words = story.closed && !story.superseded ? title.scaled : title.scale;
    return words(name, cause.askedBy, cause.before.desiredCount, cause.after.desiredCount);
  }
  if (cause?.type === 'stop-task') {
    const words = story.stops.some(({ asked }) => asked) ? title.asked : title.asking;
    return words(name, cause.askedBy);
  }
  if (story.kind === 'standalone') return title.standalone(name);
  if (rollout !== undefined) return (rollout.rollback ? title.rollback : title.rollout)[rollout.state](name);
  if (story.kind !== 'impaired') return title.stopped(name, story.stopCount);
  return story.closed ? title.wasImpaired(name) : title.impaired(name);
}
