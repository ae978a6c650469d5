import { type Episode, foldedId, isMadeIn } from './episode.ts';
import { type EventsLostFact, isEnded, isStopping, type TaskState, type TasksFact } from './facts.ts';

/** ECS's events come within seconds: what they should have told so long ago, they never will. */
const lostAfterMs = 60_000;

/** The fact that events of the episode's tasks were lost, where ECS's answer tells more than they did. */
export function lostEvents(episode: Episode, { at, tasks }: TasksFact): EventsLostFact | undefined {
  const { facts } = episode;
  const described = new Set(tasks.map(({ id }) => id));
  // Every task that the events left on its way was asked about: ECS forgets it an hour after its end.
  const isForgotten = Object.entries(facts.tasks).some(([id, task]) => !isEnded(task) && !described.has(id));
  const isLost = tasks.some((task) => {
    const known = facts.tasks[task.id];
    if (knownSince(task, known) > at - lostAfterMs) return false;
    if (known !== undefined) return true;
    const id = foldedId(task.id);
    const isFolded = id in facts.folded.live || facts.folded.ended.includes(id);
    return !isFolded && isMadeIn(episode, task.createdAt);
  });
  return isLost || isForgotten ? { kind: 'events-lost' } : undefined;
}

/** Since when an event should have told what ECS answered; never, where it told, or where the step has no time of its own. */
function knownSince(task: TasksFact['tasks'][number], known: TaskState | undefined): number {
  if (known !== undefined && task.version <= known.version) return Number.POSITIVE_INFINITY;
  if (isEnded(task)) return task.stoppedAt ?? Number.POSITIVE_INFINITY;
  if (isStopping(task)) return (!(known && isStopping(known)) && task.stoppingAt) || Number.POSITIVE_INFINITY;
  return (known?.startedAt === undefined && task.startedAt) || Number.POSITIVE_INFINITY;
}
