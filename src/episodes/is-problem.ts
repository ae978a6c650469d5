import type { EpisodeStory } from './episode-story.ts';

type Told = Pick<EpisodeStory, 'kind' | 'target' | 'stops' | 'stopCount' | 'rollout' | 'impaired'>;

/**
 * Whether somebody who wants to hear of problems alone hears of this: a stop that nobody asked for, tasks that can't start,
 * a rollout that failed or was rolled back, a task of no service that did not end well. It may become one while it lasts.
 */
export function isProblem({ target, stops, stopCount, rollout, impaired }: Told): boolean {
  if ('task' in target) return stops.some(({ asked, task }) => !asked && task.exit?.code !== 0);
  const asked = stops.filter((stop) => stop.asked).length;
  return (
    stopCount > asked || impaired !== undefined || rollout?.state === 'FAILED' || rollout?.rollback === true
  );
}
