import { foldedId } from './episode.ts';
import {
  type EventFact,
  eventTime,
  type FactSet,
  type FoldedTasks,
  isEnded,
  isStopping,
  newestDeployment,
  newestTask,
  type ServiceActionFact,
  type TaskFact,
  type TaskState,
} from './facts.ts';
import { isTrouble } from './stop-reasons/codes.ts';
import { isPlannedStop, stopReason } from './stops.ts';

/** Service actions that are kept: of each name the newest, so that many of one don't push out the only one of another. */
const mostOfOneName = 3;
const mostActions = 20;
/** Deployments that are kept, the newest: an episode with more tells of these. */
const mostDeployments = 30;

/** An event merged into the facts. Adding it again, or in another order, gives the same. */
export function addToFacts(facts: FactSet, fact: EventFact): FactSet {
  switch (fact.kind) {
    case 'task': {
      const folded = fact.id in facts.tasks ? undefined : updateFolded(facts.folded, fact);
      if (folded !== undefined) return { ...facts, folded };
      const { kind: _, id, imageTag: __, ...task } = fact;
      return foldTasks({ ...facts, tasks: { ...facts.tasks, [id]: newestTask(facts.tasks[id], task) } });
    }
    case 'deployment': {
      const deployment = newestDeployment(facts.deployments[fact.id], fact);
      return { ...facts, deployments: newestOf({ ...facts.deployments, [fact.id]: deployment }) };
    }
    case 'service-action':
      return { ...facts, actions: addAction(facts.actions, fact) };
  }
}

function newestOf(deployments: FactSet['deployments']): FactSet['deployments'] {
  const entries = Object.entries(deployments);
  if (entries.length <= mostDeployments) return deployments;
  const byTime = entries.sort(
    ([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1),
  );
  return Object.fromEntries(byTime.slice(0, mostDeployments));
}

/** By its id, so the same event again changes nothing. */
function addAction(actions: FactSet['actions'], fact: ServiceActionFact): FactSet['actions'] {
  const { kind: _, eventId, ...action } = fact;
  const names = new Map<string, number>();
  const newest = Object.entries({ ...actions, [eventId]: action })
    .sort(([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1))
    .filter(([, { eventName }]) => {
      const count = (names.get(eventName) ?? 0) + 1;
      names.set(eventName, count);
      return count <= mostOfOneName;
    });
  return Object.fromEntries(newest.slice(0, mostActions));
}

/** What the report of a task that is not kept in full changes; undefined when the task is not folded either. */
function updateFolded(folded: FoldedTasks, fact: TaskFact): FoldedTasks | undefined {
  const id = foldedId(fact.id);
  if (folded.ended.includes(id) || fact.updatedAt <= folded.forgottenUntil) return folded;
  return id in folded.live ? addFolded(folded, fact.id, fact) : undefined;
}

/** Ids of ended tasks that are remembered, and reasons that are counted apart. */
const mostEnded = 1500;
/** Live ones that are counted; with more, those that run longest are no part of the story. */
const mostLive = 3000;
const mostReasons = 8;

/** A task's state counted into the folded ones. */
function addFolded(folded: FoldedTasks, taskId: string, task: TaskState): FoldedTasks {
  const id = foldedId(taskId);
  if (!isEnded(task)) {
    const state = isStopping(task) ? 2 : task.startedAt === undefined ? 0 : 1;
    const live = { ...folded.live, [id]: Math.max(folded.live[id] ?? 0, state) };
    const entries = Object.entries(live);
    return {
      ...folded,
      live: entries.length > mostLive ? Object.fromEntries(entries.slice(-mostLive)) : live,
    };
  }
  const { [id]: _, ...live } = folded.live;
  const counted = isPlannedStop(task)
    ? { expected: folded.expected + 1 }
    : { reasons: countReason(folded.reasons, reasonKey(task)), ...failedAt(folded, task) };
  return forget({ ...folded, live, ended: [...folded.ended, id], ...counted }, task);
}

/** Whether it belongs to a service is not known here: what is none of a standalone task does not count. */
function failedAt(folded: FoldedTasks, task: TaskState): Pick<FoldedTasks, 'failedAt'> {
  if (!isTrouble(stopReason(task, true).code, true)) return {};
  return { failedAt: Math.max(folded.failedAt ?? 0, task.stoppedAt ?? task.updatedAt) };
}

function countReason(reasons: FoldedTasks['reasons'], reason: string): FoldedTasks['reasons'] {
  const key = reason in reasons || Object.keys(reasons).length < mostReasons ? reason : '…';
  return { ...reasons, [key]: (reasons[key] ?? 0) + 1 };
}

/** Beyond so many ids, they are given up and told apart by time: who folds takes the earliest ends first. */
function forget(folded: FoldedTasks, last: TaskState): FoldedTasks {
  if (folded.ended.length <= mostEnded) return folded;
  return { ...folded, ended: [], forgottenUntil: Math.max(folded.forgottenUntil, last.updatedAt) };
}

function reasonKey(task: TaskState): string {
  const { code, detail } = stopReason(task, false);
  return detail === undefined ? code : `${code}:${detail.slice(0, 80)}`;
}

/** Tasks that are kept in full: with these an item stays below 100 KB. */
const keptEnded = 30;
const keptLive = 60;

type Entry = readonly [id: string, task: TaskState];

/**
 * Folds the tasks above the limit into counts: of the ended ones the earliest ends, so that those that stay are the
 * same in whatever order they came; of the live ones those that run longest.
 */
export function foldTasks(facts: FactSet, most = { ended: keptEnded, live: keptLive }): FactSet {
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

/** How long before the newest one an event that belongs to no episode is kept, and how many tasks. */
const windowMs = 15 * 60_000;
const mostTasks = 30;

/** Events of no episode are kept for an opening that comes late; what is older than that can't belong to it. */
export function pruneLoose(loose: FactSet): FactSet {
  const tasks = Object.entries(loose.tasks).sort(
    ([oneId, one], [otherId, other]) => other.updatedAt - one.updatedAt || (oneId < otherId ? -1 : 1),
  );
  const deployments = Object.entries(loose.deployments);
  const actions = Object.entries(loose.actions);
  const newest = Math.max(
    0,
    ...tasks.map(([id, task]) => eventTime({ kind: 'task', id, ...task })),
    ...[...deployments, ...actions].map(([, { at }]) => at),
  );
  const since = newest - windowMs;
  return {
    ...loose,
    tasks: Object.fromEntries(tasks.filter(([, task]) => task.updatedAt >= since).slice(0, mostTasks)),
    deployments: Object.fromEntries(deployments.filter(([, { at }]) => at >= since)),
    actions: Object.fromEntries(actions.filter(([, { at }]) => at >= since)),
  };
}
