import type { Episode } from './episode.ts';
import type { TaskState } from './fact.ts';
import { isStopping } from './is-stopping.ts';

/** Tasks of a service that started during the episode and are meant to stay. */
export function startedTasks({ target, facts, openedAt }: Episode): TaskState[] {
  if (!('service' in target)) return [];
  return Object.values(facts.tasks).filter(
    (task) => task.startedAt !== undefined && task.startedAt > openedAt && !isStopping(task),
  );
}
