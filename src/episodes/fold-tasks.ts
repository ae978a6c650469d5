import { addFolded } from './add-folded.ts';
import type { TaskState } from './fact.ts';
import type { FactSet } from './fact-set.ts';
import { isEnded } from './is-ended.ts';
import { isStopping } from './is-stopping.ts';

/** Tasks that are kept in full: with these an item stays below 100 KB. */
const mostEnded = 30;
const mostLive = 60;

type Entry = readonly [id: string, task: TaskState];

/**
 * Folds the tasks above the limit into counts: of the ended ones the earliest ends, so that those that stay are the
 * same in whatever order they came; of the live ones those that run longest.
 */
export function foldTasks(facts: FactSet, most = { ended: mostEnded, live: mostLive }): FactSet {
  const entries = Object.entries(facts.tasks);
  if (entries.length <= Math.min(most.ended, most.live)) return facts;
  const ended = entries.filter(([, task]) => isEnded(task)).sort(byTime(endTime));
  const live = entries.filter(([, task]) => !isEnded(task)).sort(byTime(liveTime));
  const folding = [
    ...ended.slice(0, Math.max(0, ended.length - most.ended)),
    ...live.slice(0, Math.max(0, live.length - most.live)),
  ];
  if (folding.length === 0) return facts;
  const gone = new Set(folding.map(([id]) => id));
  return {
    ...facts,
    tasks: Object.fromEntries(entries.filter(([id]) => !gone.has(id))),
    folded: folding.reduce((folded, [id, task]) => addFolded(folded, id, task), facts.folded),
  };
}

function byTime(time: (task: TaskState) => number) {
  return ([oneId, one]: Entry, [otherId, other]: Entry) =>
    time(one) - time(other) || (oneId < otherId ? -1 : 1);
}

function endTime(task: TaskState): number {
  return task.stoppedAt ?? task.updatedAt;
}

/** Running tasks first, by age; a task that is starting or stopping is what the story is about. */
function liveTime(task: TaskState): number {
  const running = task.startedAt !== undefined && !isStopping(task);
  return (running ? 0 : 1e15) + (task.createdAt ?? task.updatedAt);
}
