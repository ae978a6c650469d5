import { deploymentsBegun } from './begun-deployments.ts';
import { continuedIn } from './continued.ts';
import { type Episode, isMadeIn, undoEndsAt } from './episode.ts';
import {
  type EventsLostFact,
  isEnded,
  isStopping,
  type OutcomeFact,
  type TaskState,
  type TasksFact,
  type UndoOverFact,
} from './facts.ts';
import { foldedId, hasEnded, liveState } from './folded-ids.ts';
import { rolloutDeadlines } from './hanging.ts';
import { type EpisodeRecord, newestFactAt } from './record.ts';
import { hooksMovedAt } from './staging.ts';
import { isExplainedStop } from './stops.ts';
import { tellEpisode } from './story.ts';

/** What to do about an episode besides sending its message. */
type Decision =
  | { readonly type: 'nothing' }
  /** Ask ECS, merge the answer, decide again. */
  | { readonly type: 'ask' }
  | { readonly type: 'close' }
  /** Do nothing before this time, epoch milliseconds. */
  | { readonly type: 'look'; readonly at: number };

/** An episode that does not settle is checked less and less often, but at least this often. */
const seldomMs = 15 * 60_000;
/** No event tells a deployment's stage or its share of the traffic. */
const stagedMs = 5 * 60_000;
/** Standalone tasks of one family that end within this time of each other share one message. */
const gatheredMs = 15 * 60_000;
/** If all of them end well, they are gathered for this long: one message an hour in a channel that gets everything. */
const longGatheredMs = 60 * 60_000;
/** If ECS can't be asked about health for this long, it won't be: its counts are all there is. */
const blindMs = 15 * 60_000;
/** How long after the newest fact ECS is asked if the facts look as if it were over. Tasks come in bursts. */
const soonMs = 10_000;

/**
 * Applies the closing rule: two ECS answers, `settleMs` apart and both newer than the newest fact, showed the service steady, and none between them
 * showed otherwise. Where health can't be known, the counts have to fit for a longer time. No single event keeps an episode open, because any may be
 * lost.
 */
export function decide(record: EpisodeRecord, now: number, settleMs: number): Decision {
  const { episode, freshAt, lookAt } = record;
  const undoAt = undoEndsAt(episode);
  if (episode.phase !== 'open')
    return undoAt === undefined ? { type: 'nothing' } : { type: 'look', at: undoAt };
  // A standalone task is reported when it has ended: only more of its family can follow.
  if (!('service' in episode.target)) {
    const isOver = 'task' in episode.target || isAskedOver(episode);
    const due = isOver ? freshAt + settleMs : gatheredUntil(record);
    return now < due ? { type: 'look', at: due } : { type: 'close' };
  }
  const { missing } = episode;
  const askedAt = Math.max(episode.answer?.at ?? 0, missing?.to ?? 0);
  const deadlines = rolloutDeadlines(episode);
  const isMoved = askedAt < hooksMovedAt(episode);
  if ((isMoved || askedAt < countedFrom(episode)) && askedAt + soonMs <= now) return { type: 'ask' };
  if (deadlines.some((at) => askedAt < at && at <= now)) return { type: 'ask' };

  const ends = [...deadlines, undoAt ?? 0].filter((at) => at > now);
  const sooner = (at: number) => ({ type: 'look', at: Math.min(at, ...ends) }) as const;
  if (isMoved) return sooner(askedAt + soonMs);
  const newest = newestFactAt(record);
  const first = looksOver(episode) ? Math.min(soonMs, settleMs) : settleMs;
  const steadySince = record.steadySince ?? 0;
  const isDoubted = missing !== undefined && missing.to > (episode.answer?.at ?? 0);
  const ready = isDoubted ? missing.to + soonMs : Math.max(lookAt, newest + first);
  const due = steadySince > newest ? steadySince + settleMs : ready;
  if (now < due) return sooner(due);
  const atLeast = episode.answer?.deploying && isStaged(episode) ? stagedMs : seldomMs;
  const later = sooner(now + Math.min(Math.max((now - newest) / 2, first), atLeast));
  if (isUndecided(episode)) return later;
  if (askedAt < due) return { type: 'ask' };
  if (steadySince > newest) return { type: 'close' };
  const { fitsSince = 0 } = record;
  return fitsSince > newest && askedAt >= fitsSince + blindMs ? { type: 'close' } : later;
}

/**
 * Whether an ECS answer shows the service steady: as many tasks running as desired, none pending, no deployment in progress, and every task with a
 * health check HEALTHY.
 */
export function isSteady(answer: Episode['answer'], cause: Episode['cause']): boolean {
  return (answer?.unhealthy ?? 0) === 0 && fits(answer, cause);
}

/** The same if it is unknown whether its tasks are healthy. */
export function fits(answer: Episode['answer'], cause: Episode['cause']): boolean {
  if (answer === undefined || !(answer.unhealthy === 'unknown' || (answer.unhealthy ?? 0) === 0))
    return false;
  const { desiredCount, runningCount, pendingCount, deployments } = answer;
  // Protected tasks can hold up a scale-in for hours: it is not done while more tasks run than desired. Nor is a shift from one task set to another
  // (CodeDeploy), for which ECS lists no deployment.
  const isExact = cause?.type === 'scale' || deployments.length === 0;
  if (answer.deploying) return false;
  const enough = isExact ? runningCount === desiredCount : runningCount >= desiredCount;
  return enough && pendingCount === 0 && !deployments.some((one) => inProgress(one, deployments.length));
}

/** The episode, closed at the time of the newest fact that showed the steady state. */
export function closeEpisode(episode: Episode): Episode {
  const { lastEventAt, answer, outcome } = episode;
  return {
    ...episode,
    phase: 'closed',
    closedAt: Math.max(lastEventAt, answer?.at ?? 0, outcome?.at ?? 0),
  };
}

/** Without a rollout state (Classic load balancer, other controllers) a second deployment means that one is in progress. */
function inProgress({ rolloutState }: { readonly rolloutState?: string }, count: number): boolean {
  return rolloutState === undefined ? count > 1 : rolloutState === 'IN_PROGRESS';
}

/**
 * Tasks that end well do not extend the gathering: otherwise a job every five minutes would hold a failure open forever, and an episode without
 * failures for days.
 */
function gatheredUntil({ episode, freshAt }: EpisodeRecord): number {
  const failedAt = tellEpisode(episode).times.lastAt;
  const most = failedAt === 0 ? episode.openedAt + longGatheredMs : failedAt + gatheredMs;
  return Math.min(freshAt + gatheredMs, Math.max(most, freshAt + soonMs));
}

/** Whether the outcome of a change that it tells is not recorded yet. */
function isUndecided(episode: Episode): boolean {
  return undecided(episode).length > 0;
}

function undecided(episode: Episode) {
  const { cause, outcome } = episode;
  const waiting = continuedIn(episode).filter((each) => each.outcome === undefined);
  return cause === undefined || outcome !== undefined ? waiting : [cause, ...waiting];
}

/** Whether the standalone task that somebody asked to stop has ended. */
function isAskedOver(episode: Episode): boolean {
  return episode.cause !== undefined && !isUndecided(episode) && looksOver(episode);
}

/** Whether, by the events, nothing is in progress any more: a reason to ask soon, never to close. */
function looksOver(episode: Episode): boolean {
  const tasks = Object.values(episode.facts.tasks);
  const [rollout] = deploymentsBegun(episode);
  const isMoving = tasks.some((task) => (isStopping(task) ? !isEnded(task) : task.startedAt === undefined));
  return !isMoving && rollout?.state !== 'IN_PROGRESS';
}

function isStaged({ staging }: Episode): boolean {
  return staging !== undefined && staging.strategy !== 'ROLLING';
}

/**
 * A DescribeServices answer must be newer than this to be used, epoch milliseconds; 0 if none is needed. No event carries the desired count: ECS has
 * to be asked after a rollout began, for its stage too, and for a scale-out after tasks were created or told to stop. A stop that heals needs the
 * earlier count.
 */
function countedFrom({ target, cause, facts, startedAfter }: Episode): number {
  if (!('service' in target)) return 0;
  const began = Object.values(facts.deployments).map(({ startedAt = 0 }) => startedAt);
  if (began.length > 0) return newest(began, startedAfter);
  if (cause !== undefined) return 0;
  const tasks = Object.values(facts.tasks);
  if (tasks.some((task) => isStopping(task) && !isExplainedStop(task, facts))) return 0;
  const moved = tasks.map((task) => (isStopping(task) ? task.stoppingAt : task.createdAt) ?? 0);
  return newest(moved, startedAfter);
}

function newest(times: readonly number[], startedAfter: number): number {
  return Math.max(0, ...times.filter((time) => time > startedAfter));
}

/** A job is given up after two minutes, and a change that had begun after a few tries: this is longer than all of that. */
const patienceMs = 10 * 60_000;

/**
 * The outcome `unknown`, for a change that has had no outcome recorded for so long that none will be. Without it the episode would wait forever. One
 * that is recorded after all takes precedence, because its time is earlier. `now` in epoch milliseconds.
 */
export function lostOutcome(episode: Episode, now: number): OutcomeFact | undefined {
  const lost = undecided(episode).find(({ askedAt }) => now >= Date.parse(askedAt) + patienceMs);
  if (episode.phase !== 'open' || lost === undefined) return undefined;
  return { kind: 'outcome', changeId: lost.changeId, at: now, result: 'unknown' };
}

/** The fact that the time to undo is over, once it is: an episode has no clock of its own. `now` in epoch milliseconds. */
export function undoOver(episode: Episode, now: number): UndoOverFact | undefined {
  const ends = undoEndsAt(episode);
  if (ends === undefined || now < ends || episode.cause === undefined) return undefined;
  return { kind: 'undo-over', changeId: episode.cause.changeId };
}

/** ECS's events arrive within seconds: one that is this late will never arrive. */
const lostAfterMs = 60_000;

/** The fact that events of the episode's tasks were lost, if ECS's answer says more than they did. */
export function lostEvents(episode: Episode, { at, tasks }: TasksFact): EventsLostFact | undefined {
  const { facts } = episode;
  const described = new Set(tasks.map(({ id }) => id));
  // Every task still in progress by the events was asked about: ECS forgets a task an hour after its end.
  const isForgotten = Object.entries(facts.tasks).some(([id, task]) => !isEnded(task) && !described.has(id));
  const isLost = tasks.some((task) => {
    const known = facts.tasks[task.id];
    if (knownSince(task, known) > at - lostAfterMs) return false;
    if (known !== undefined) return true;
    const id = foldedId(task.id);
    const isFolded = liveState(facts.folded, id) !== undefined || hasEnded(facts.folded, id);
    return !isFolded && isMadeIn(episode, task.createdAt);
  });
  return isLost || isForgotten ? { kind: 'events-lost' } : undefined;
}

/** Since when an event should have reported what ECS answered; infinity if one did, or if the step has no time of its own. */
function knownSince(task: TasksFact['tasks'][number], known: TaskState | undefined): number {
  if (known !== undefined && task.version <= known.version) return Number.POSITIVE_INFINITY;
  if (isEnded(task)) return task.stoppedAt ?? Number.POSITIVE_INFINITY;
  if (isStopping(task)) return (!(known && isStopping(known)) && task.stoppingAt) || Number.POSITIVE_INFINITY;
  return (known?.startedAt === undefined && task.startedAt) || Number.POSITIVE_INFINITY;
}
