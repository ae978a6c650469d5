import type { Episode } from './episode.ts';
import { isStopping } from './is-stopping.ts';
import { rolloutStory } from './rollout-story.ts';

/**
 * Task definitions (`family:revision`) of which something has to be known: of what runs, whether there is a health check; of a
 * rollout's, the image. Whatever ECS answered, each is asked for once.
 */
export function unknownTaskDefinitions(episode: Episode): string[] {
  const { essentialChecks = {}, imageTags, target } = episode;
  if (!('service' in target)) return [];
  const rollout = rolloutStory(episode);
  const names = [
    ...runningTaskDefinitions(episode),
    ...[rollout?.from, rollout?.to].filter((name) => name !== undefined && !(name in imageTags)),
  ];
  return [...new Set(names)].filter((name) => name !== undefined && !(name in essentialChecks)) as string[];
}

/** Task definitions that the service runs or is to run: by DescribeServices, and by the tasks that started in the episode. */
export function runningTaskDefinitions({ facts, answer, openedAt }: Episode): string[] {
  const started = Object.values(facts.tasks).filter(
    (task) => task.startedAt !== undefined && task.startedAt > openedAt && !isStopping(task),
  );
  const deployed = (answer?.deployments ?? []).filter(
    ({ status, desiredCount, runningCount }) => status === 'PRIMARY' || desiredCount + runningCount > 0,
  );
  return [...new Set([...started, ...deployed].map(({ taskDefinition }) => taskDefinition))];
}
