import type { Target } from '../ecs/target.ts';
import type { Episode } from './episode.ts';
import { noFacts } from './fact-set.ts';

/** What is known of a target about which nothing was told yet. */
export function quietEpisode(target: Target): Episode {
  return {
    target,
    number: 0,
    phase: 'quiet',
    border: 0,
    openedAt: 0,
    lastEventAt: 0,
    closedAt: 0,
    facts: noFacts,
    loose: noFacts,
    revisions: {},
    imageTags: {},
  };
}
