import type { Episode } from './episode.ts';
import { rolloutStory } from './rollout-story.ts';
import { startedTasks } from './started-tasks.ts';

/**
 * Task definitions (`family:revision`) of which something has to be known: of a started task's, whether there is a health
 * check; of a rollout's, the image. Whatever ECS answered, each is asked for once.
 */
export function unknownTaskDefinitions(episode: Episode): string[] {
  const { healthChecks, imageTags } = episode;
  const rollout = rolloutStory(episode);
  const started = startedTasks(episode).filter(({ healthyAt }) => healthyAt === undefined);
  const names = [
    ...started.map(({ taskDefinition }) => taskDefinition),
    ...[rollout?.from, rollout?.to].filter((name) => name !== undefined && !(name in imageTags)),
  ];
  return [...new Set(names)].filter((name) => name !== undefined && !(name in healthChecks)) as string[];
}
