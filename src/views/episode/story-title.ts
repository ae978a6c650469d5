import { targetName } from '../../ecs/target-name.ts';
import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { code } from '../blocks/code.ts';
import type { EpisodeWords } from './episode-words.ts';

/** The headline: which target, what happened, who asked. */
export function storyTitle(story: EpisodeStory, { title }: EpisodeWords): string {
  const { cause, outcome, reached, stopCount } = story;
  const name = code(targetName(story.target));
  if (cause !== undefined && outcome?.result === 'failed') return title.refused(name, cause.askedBy);
  if (cause?.type === 'scale' && cause.service === 'deleted') {
    return (story.deleted ? title.deletedBy : title.deleting)(name, cause.askedBy);
  }
  if (story.deleted) return title.deleted(name);
  if (cause?.type === 'scale') {
    const done = reached && !story.superseded;
    if (cause.service === 'created') {
      return (done ? title.created : title.creating)(name, cause.askedBy, cause.after.desiredCount);
    }
    const words = {
      person: done ? title.undone : title.undoing,
      timer: done ? title.wentBack : title.goingBack,
      nobody: done ? title.scaled : title.scale,
    }[cause.undoes ?? 'nobody'];
    return words(name, cause.askedBy, cause.before.desiredCount, cause.after.desiredCount);
  }
  switch (story.kind) {
    case 'stop-task': {
      if (cause?.type === 'stop-task' && cause.drill) return title.drill(name, cause.askedBy);
      const words = story.stops.some(({ asked }) => asked) ? title.asked : title.asking;
      return words(name, cause?.askedBy ?? '');
    }
    case 'standalone':
      return title.standalone(name);
    case 'rollout':
      return rolloutTitle(name, story, title);
    case 'crash-loop':
      return (reached ? title.looped : title.looping)(name, stopCount);
    case 'healing':
      return title.stopped(name, stopCount);
    case 'impaired':
      return (reached ? title.wasImpaired : title.impaired)(name);
    case 'rebalancing':
      return (reached ? title.rebalanced : title.rebalancing)(name);
    case 'scale':
      return scaleTitle(name, story, title);
  }
}

function rolloutTitle(name: string, { rollout }: EpisodeStory, title: EpisodeWords['title']): string {
  if (rollout === undefined) return title.moving(name);
  if (rollout.rollback !== undefined) return title.rollback[rollout.rollback](name);
  return rollout.hanging ? title.hanging(name) : title.rollout[rollout.state](name);
}

function scaleTitle(name: string, { scale, reached }: EpisodeStory, title: EpisodeWords['title']): string {
  const { from, to } = scale ?? {};
  if (from === undefined || to === undefined || from === to)
    return (reached ? title.moved : title.moving)(name);
  return (reached ? title.scaledTo : title.scaling)(name, from, to);
}
