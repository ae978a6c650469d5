import type { Episode } from './episode.ts';
import { startedTasks } from './started-tasks.ts';

/** Task definitions (`family:revision`) of which has to be known whether they have a health check. */
export function unknownHealthChecks(episode: Episode): string[] {
  const unknown = startedTasks(episode)
    .filter(
      ({ healthyAt, taskDefinition }) => healthyAt === undefined && !(taskDefinition in episode.healthChecks),
    )
    .map(({ taskDefinition }) => taskDefinition);
  return [...new Set(unknown)];
}
