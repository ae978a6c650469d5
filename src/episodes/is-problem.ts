import type { EpisodeStory } from './episode-story.ts';

type Told = Pick<EpisodeStory, 'target' | 'why' | 'stops' | 'stopCount' | 'rollout' | 'impaired'>;

/**
 * Whether somebody who wants to hear of problems alone hears of this: a stop that nobody asked for, tasks that can't start,
 * a rollout that hangs, failed or was rolled back, a task of no service that did not end well. What Spot explains is
 * none as long as a replacement can be placed. A story may become a problem while it lasts.
 */
export function isProblem({ target, why, stops, stopCount, rollout, impaired }: Told): boolean {
  if ('task' in target) return stops.some(({ asked, task }) => !asked && task.exit?.code !== 0);
  if (impaired !== undefined) return true;
  if (rollout?.state === 'FAILED' || rollout?.rollback || rollout?.hanging) return true;
  const asked = stops.filter((stop) => stop.asked).length;
  return stopCount > asked && why?.type !== 'spot';
}
