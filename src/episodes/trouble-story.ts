import type { Episode } from './episode.ts';
import type { RolloutStory } from './rollout-story.ts';
import { foldedTrouble } from './stop-reason.ts';
import type { StopStory } from './stop-story.ts';

/** How bad the stops are that nothing explains. */
export interface TroubleStory {
  /** Stops that nobody asked for, and how many of these tasks never ran. */
  readonly stops: number;
  readonly neverRan: number;
  /** Stops that are no expected ones. */
  readonly troubles: number;
  /** Tasks that were made since the first of them stopped. */
  readonly starts: number;
  /** Replacements stop too, again and again. */
  readonly isLoop: boolean;
  /** A rollout was over before the last of them: it is not what this is about any more. */
  readonly afterRollout: boolean;
}

/** Stops of replacements from which on it is a loop and no accident. */
const fewestOfLoop = 2;

/** What the stops that nobody asked for come to. */
export function troubleStory(
  { facts, target }: Episode,
  stops: readonly StopStory[],
  rollout: RolloutStory | undefined,
): TroubleStory {
  const { reasons, live } = facts.folded;
  const standalone = !('service' in target);
  const foldedStops = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const told = stops.filter(({ asked, reason }) => !asked && !reason.expected);
  const firstAt = Math.min(...told.map(({ task }) => task.stoppingAt ?? task.updatedAt));
  const replacements = told.filter(({ task }) => (task.createdAt ?? 0) > firstAt);
  const made = Object.values(facts.tasks).filter(({ createdAt }) => (createdAt ?? 0) > firstAt);
  const endedAt = rollout?.endedAt;
  return {
    stops: stops.filter(({ asked }) => !asked).length + foldedStops,
    troubles: stops.filter(({ trouble }) => trouble).length + foldedTrouble(reasons, standalone),
    neverRan: told.filter(({ task }) => task.startedAt === undefined).length,
    starts: made.length + Object.keys(live).length + foldedStops,
    // A standalone task replaces none.
    isLoop: !standalone && replacements.length + foldedTrouble(reasons, standalone) >= fewestOfLoop,
    afterRollout:
      endedAt !== undefined && stops.some(({ task }) => (task.stoppingAt ?? task.updatedAt) > endedAt),
  };
}
