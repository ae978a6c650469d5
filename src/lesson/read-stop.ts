import { isTrouble } from '../episodes/stop-reasons/codes.ts';
import { tellEpisode } from '../episodes/tell-episode.ts';
import type { LessonFacts } from './lesson-facts.ts';
import type { LessonSources } from './read-lesson-facts.ts';

/** Stops of a service that are looked through for one: a rollout of four tasks and back is eight. */
const mostStops = 20;

interface Where {
  readonly cluster: string;
  readonly service: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

/**
 * The last stop of a task of the service that the service itself did not want, from the black box; how long it took to heal tells
 * the episode, while it is still about this stop.
 */
export async function readStop(
  { box, episode }: Pick<LessonSources, 'box' | 'episode'>,
  { cluster, service, since }: Where,
): Promise<LessonFacts['stop']> {
  const [stops, current] = await Promise.all([
    box.stopsOf({ cluster, service, since }, mostStops),
    episode({ cluster, service }),
  ]);
  const told = current && tellEpisode(current).stops.findLast(({ healedMs }) => healedMs !== undefined);
  const toldAt = told && (told.task.stoppingAt ?? told.task.updatedAt);
  if (told?.healedMs !== undefined && toldAt !== undefined && toldAt >= since) {
    return { at: toldAt, healedMs: told.healedMs };
  }
  const stop = stops.find(({ explanation }) => isTrouble(explanation.code, false))?.task;
  const at = stop?.stoppingAt ?? stop?.stoppedAt;
  return at && { at: at.getTime() };
}
