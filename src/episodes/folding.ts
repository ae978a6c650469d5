import {
  type EventFact,
  eventTime,
  type FactSet,
  type FoldedTasks,
  type HookFact,
  isEnded,
  isStopping,
  newestDeployment,
  newestTask,
  type ServiceActionFact,
  type TaskFact,
  type TaskState,
} from './facts.ts';
import {
  endedTasks,
  fewLive,
  foldedId,
  hasEnded,
  liveState,
  liveTasks,
  withLive,
  withoutLive,
} from './folded-ids.ts';
import { isOpenHook } from './stages.ts';
import { isTrouble } from './stop-reasons/codes.ts';
import { isPlannedStop, stopReason } from './stops.ts';

/** Service actions that are kept: the newest of each name, so that many of one name don't push out the only one of another. */
const mostOfOneName = 3;
const mostActions = 20;
/** Deployments that are kept: the newest, which are the ones that are shown. */
const mostDeployments = 30;

/** Merges an event into the facts. Repetition and order make no difference. */
export function addToFacts(facts: FactSet, fact: EventFact): FactSet {
  switch (fact.kind) {
    case 'task': {
      const folded = fact.id in facts.tasks ? undefined : updateFolded(facts.folded, fact);
      if (folded !== undefined) return { ...facts, folded };
      const { kind: _, id, imageTag: __, imageDigest: ___, ...task } = fact;
      const tasks = byId([...Object.entries(facts.tasks), [id, newestTask(facts.tasks[id], task)]]);
      return foldTasks({ ...facts, tasks });
    }
    case 'deployment': {
      const deployment = newestDeployment(facts.deployments[fact.id], fact);
      return { ...facts, deployments: newestOf({ ...facts.deployments, [fact.id]: deployment }) };
    }
    case 'hook':
      return { ...facts, hooks: addHook(facts.hooks, fact) };
    case 'service-action':
      return { ...facts, actions: addAction(facts.actions, fact) };
  }
}

/**
 * Tasks by their ids, as Object.fromEntries has them; but V8 would make a shape for each new set of keys, ten times the work of all the rest. An object
 * made without a prototype has none.
 */
function byId(entries: readonly Entry[]): FactSet['tasks'] {
  const tasks = Object.create(null);
  for (const [id, task] of entries) tasks[id] = task;
  return Object.setPrototypeOf(tasks, Object.prototype);
}

function newestOf(deployments: FactSet['deployments']): FactSet['deployments'] {
  const entries = Object.entries(deployments);
  if (entries.length <= mostDeployments) return deployments;
  const byTime = entries.sort(
    ([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1),
  );
  return Object.fromEntries(byTime.slice(0, mostDeployments));
}

/** Hooks that are kept, the newest: a linear deployment may have one at each of thirty steps. */
const mostHooks = 20;

type Hooks = NonNullable<FactSet['hooks']>;

/** The newest report of each hook; of two at the same time, the one that ended it. */
function addHook(hooks: Hooks = {}, { kind: _, id, ...fact }: HookFact): Hooks {
  const known = hooks[id];
  const newest = known !== undefined && !isNewerHook(fact, known) ? known : fact;
  const byTime = Object.entries({ ...hooks, [id]: newest }).sort(
    ([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1),
  );
  return Object.fromEntries(byTime.slice(0, mostHooks));
}

type HookState = Hooks[string];

function isNewerHook(one: HookState, other: HookState): boolean {
  if (one.at !== other.at) return one.at > other.at;
  const rank = (hook: HookState) => `${isOpenHook(hook) ? 0 : 1} ${hook.state}`;
  return rank(one) > rank(other);
}

/** Keyed by the event's id, so that a repeated event changes nothing. */
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

/** The folded tasks after the report of a task that is not kept in full; undefined if that task is not folded either. */
function updateFolded(folded: FoldedTasks, fact: TaskFact): FoldedTasks | undefined {
  const id = foldedId(fact.id);
  if (hasEnded(folded, id) || fact.updatedAt <= folded.forgottenUntil) return folded;
  return liveState(folded, id) !== undefined ? addFolded(folded, [[fact.id, fact]]) : undefined;
}

type Entry = readonly [id: string, task: TaskState];

/** Ids of ended tasks that are remembered, and (`mostReasons`) reasons that are counted separately. */
const mostEnded = 1500;
/** Live tasks that are counted; with more, some of the running ones are left out of the story. */
const mostLive = 3000;
const mostReasons = 8;

/**
 * Counts tasks' states into the folded tasks, one after another. With too many ids of ended ones all
 * ids are dropped, and ended tasks are told apart by time, because the earliest ends are folded first.
 */
function addFolded(folded: FoldedTasks, tasks: readonly Entry[]): FoldedTasks {
  let live = liveTasks(folded);
  const reasons = new Map(Object.entries(folded.reasons));
  let ended = endedTasks(folded);
  let { expected, forgottenUntil, failedAt } = folded;
  for (const [taskId, task] of tasks) {
    const id = foldedId(taskId);
    if (!isEnded(task)) {
      const state = isStopping(task) ? 'stopping' : task.startedAt === undefined ? 'starting' : 'running';
      live = fewLive(withLive(live, id, state), mostLive);
      continue;
    }
    live = withoutLive(live, id);
    if (isPlannedStop(task)) expected += 1;
    else {
      const key = reasonKey(task);
      const counted = reasons.has(key) || reasons.size < mostReasons ? key : '…';
      reasons.set(counted, (reasons.get(counted) ?? 0) + 1);
      if (isFailure(task)) failedAt = Math.max(failedAt ?? 0, endTime(task));
    }
    ended += id;
    if (ended.length > mostEnded * id.length) {
      ended = '';
      forgottenUntil = Math.max(forgottenUntil, task.updatedAt);
    }
  }
  return {
    ...folded,
    live,
    ended,
    expected,
    reasons: Object.fromEntries(reasons),
    forgottenUntil,
    ...(failedAt !== undefined && { failedAt }),
  };
}

/** It is unknown here whether the task belongs to a service, so what is no trouble of a standalone task does not count. */
function isFailure(task: TaskState): boolean {
  return isTrouble(stopReason(task, true).code, true);
}

function reasonKey(task: TaskState): string {
  const { code, detail } = stopReason(task, false);
  return detail === undefined ? code : `${code}:${detail.slice(0, 80)}`;
}

/** Tasks that are kept in full: with these limits an item stays below 100 KB. */
const keptEnded = 30;
const keptLive = 60;

/**
 * Folds the tasks above the limit into counts: of the ended tasks the earliest ends, so that the same tasks stay in whatever order they arrived; of
 * the live tasks the longest running.
 */
export function foldTasks(facts: FactSet, most = { ended: keptEnded, live: keptLive }): FactSet {
  const entries = Object.entries(facts.tasks);
  if (entries.length <= Math.min(most.ended, most.live)) return facts;
  const ended = entries.filter(([, task]) => isEnded(task));
  const live = entries.filter(([, task]) => !isEnded(task));
  if (ended.length <= most.ended && live.length <= most.live) return facts;
  const folding = [
    ...ended.sort(byTime(endTime)).slice(0, Math.max(0, ended.length - most.ended)),
    ...live.sort(byTime(liveTime)).slice(0, Math.max(0, live.length - most.live)),
  ];
  const gone = new Set(folding.map(([id]) => id));
  return {
    ...facts,
    tasks: byId(entries.filter(([id]) => !gone.has(id))),
    folded: addFolded(facts.folded, folding),
  };
}

function byTime(time: (task: TaskState) => number) {
  return ([oneId, one]: Entry, [otherId, other]: Entry) =>
    time(one) - time(other) || (oneId < otherId ? -1 : 1);
}

function endTime(task: TaskState): number {
  return task.stoppedAt ?? task.updatedAt;
}

/** Running tasks come first, by age: tasks that are starting or stopping are what the story is about. */
function liveTime(task: TaskState): number {
  const running = task.startedAt !== undefined && !isStopping(task);
  return (running ? 0 : 1e15) + (task.createdAt ?? task.updatedAt);
}

/** How much older than the newest event an event of no episode may be to be kept, and how many tasks are kept. */
const windowMs = 15 * 60_000;
const mostTasks = 30;

/** Events of no episode are kept for an opening that arrives late; older ones can't belong to it. */
export function pruneLoose(loose: FactSet): FactSet {
  const tasks = Object.entries(loose.tasks).sort(
    ([oneId, one], [otherId, other]) => other.updatedAt - one.updatedAt || (oneId < otherId ? -1 : 1),
  );
  const deployments = Object.entries(loose.deployments);
  const hooks = Object.entries(loose.hooks ?? {});
  const actions = Object.entries(loose.actions);
  const newest = Math.max(
    0,
    ...tasks.map(([id, task]) => eventTime({ kind: 'task', id, ...task })),
    ...[...deployments, ...hooks, ...actions].map(([, { at }]) => at),
  );
  const since = newest - windowMs;
  return {
    ...loose,
    tasks: Object.fromEntries(tasks.filter(([, task]) => task.updatedAt >= since).slice(0, mostTasks)),
    deployments: Object.fromEntries(deployments.filter(([, { at }]) => at >= since)),
    ...(loose.hooks && { hooks: Object.fromEntries(hooks.filter(([, { at }]) => at >= since)) }),
    actions: Object.fromEntries(actions.filter(([, { at }]) => at >= since)),
  };
}
