import type { EpisodeStory } from './episode-story.ts';

type Told = Pick<EpisodeStory, 'troubleCount' | 'rollout' | 'impaired'>;

/**
 * Whether somebody who wants to hear of problems alone hears of this: a stop that nobody asked for and that is not expected,
 * tasks that can't start, a rollout that hangs, failed or was rolled back. A story may become a problem while it lasts.
 */
export function isProblem({ troubleCount, rollout, impaired }: Told): boolean {
  if (impaired !== undefined) return true;
  if (rollout?.state === 'FAILED' || rollout?.rollback || rollout?.hanging) return true;
  return troubleCount > 0;
}
