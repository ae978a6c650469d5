import { isDeepStrictEqual } from 'node:util';
import type { Target } from '../aws/ecs/target.ts';
import { mergeContinued } from './continued.ts';
import { type Episode, isMadeIn, isOwn, lastRevisions, toldKey } from './episode.ts';
import {
  type AnswerFact,
  type EventFact,
  eventsOf,
  eventTime,
  type Fact,
  type FactSet,
  isEnded,
  isStopping,
  noFacts,
  type OutcomeFact,
  type TaskFact,
  type TasksFact,
} from './facts.ts';
import { endedTasks, foldedId, hasEnded, idsIn, liveState, stoppingIds } from './folded-ids.ts';
import { addToFacts, pruneLoose } from './folding.ts';
import { mergeStaging } from './staging.ts';
import { isPlannedStop, isWarning } from './stops.ts';
import { isContinued, problemsBefore } from './story.ts';

/** Revisions that are remembered; of an episode with more deployments, the newest are shown. */
const mostRevisions = 30;
/** A service that is missing for this long is not just new. */
const doubtMs = 20_000;

/**
 * The episode with these facts merged in. Within one episode the order, repetition and grouping of the facts make no difference; where one episode
 * ends and the next begins is decided by the facts' own times. If the facts add nothing, the same object is returned.
 */
export function merge(episode: Episode, facts: readonly Fact[]): Episode {
  const merged = facts.reduce(mergeFact, episode);
  return isDeepStrictEqual(merged, episode) ? episode : merged;
}

function mergeFact(episode: Episode, fact: Fact): Episode {
  switch (fact.kind) {
    case 'task':
      return mergeTask(episode, fact);
    case 'deployment':
    case 'hook':
    case 'service-action':
      return mergeEvent(episode, fact);
    case 'answer':
      return mergeAnswer(episode, fact);
    case 'service-deployment':
      return episode.phase === 'open'
        ? { ...episode, staging: mergeStaging(episode.staging, fact) }
        : episode;
    case 'tasks':
      return mergeTasks(episode, fact);
    case 'events-lost':
      return episode.phase === 'open' ? { ...episode, eventsLost: true } : episode;
    case 'outcome':
      return mergeOutcome(episode, fact);
    case 'undo-over':
      return episode.cause?.changeId === fact.changeId ? { ...episode, undoOver: true } : episode;
    case 'freeze': {
      const { kind: _, ...frozen } = fact;
      return episode.phase === 'open' && episode.frozen === undefined ? { ...episode, frozen } : episode;
    }
    case 'task-definition': {
      const { taskDefinition, hasHealthCheck, imageTag } = fact;
      const essentialChecks = { ...episode.essentialChecks, [taskDefinition]: hasHealthCheck };
      const last = Object.entries(essentialChecks).slice(-mostRevisions);
      const known = { ...episode, essentialChecks: Object.fromEntries(last) };
      return withImageTag(known, taskDefinition, imageTag);
    }
  }
}

/** A task event that is too late for its episode adds no revision either. */
function mergeTask(episode: Episode, fact: TaskFact): Episode {
  const merged = mergeEvent(episode, fact);
  if (merged === episode) return episode;
  const { startedBy, taskDefinition, imageTag } = fact;
  const known = withImageTag(withRevision(merged, startedBy, taskDefinition), taskDefinition, imageTag);
  return withDigest(known, fact);
}

function mergeAnswer(episode: Episode, { kind: _, missing, ...answer }: AnswerFact): Episode {
  if (episode.phase === 'closed') return episode;
  if (missing) return mergeMissing(episode, answer);
  const { missing: doubted, ...rest } = episode;
  return mergeSureAnswer(doubted && answer.at > doubted.to ? rest : episode, answer);
}

/** Right after its creation, not every part of ECS may know a service: it is gone only if it is missing twice. */
function mergeMissing(episode: Episode, answer: Omit<AnswerFact, 'kind'>): Episode {
  const { from = answer.at, to = answer.at } = episode.missing ?? {};
  const missing = { from: Math.min(from, answer.at), to: Math.max(to, answer.at) };
  const doubted = { ...episode, missing };
  if (missing.to - missing.from < doubtMs) return doubted;
  return mergeSureAnswer(doubted, { ...answer, at: missing.to, deleted: true });
}

function mergeSureAnswer(episode: Episode, answer: Omit<AnswerFact, 'kind'>): Episode {
  const known = answer.deployments.reduce(
    (sofar, { id, taskDefinition }) => withRevision(sofar, id, taskDefinition),
    episode,
  );
  return answer.at > (episode.answer?.at ?? 0) ? { ...known, answer } : known;
}

/** ECS's answer about tasks only adds to this episode: it never opens one, nor adds tasks that ran before it. */
function mergeTasks(episode: Episode, { tasks }: TasksFact): Episode {
  if (episode.phase !== 'open') return episode;
  const own = tasks.filter(({ id, createdAt }) => isKnown(episode, id) || isMadeIn(episode, createdAt));
  return own.reduce((sofar, task) => mergeTask(sofar, { kind: 'task', ...task }), episode);
}

function isKnown({ facts }: Episode, id: string): boolean {
  return id in facts.tasks || liveState(facts.folded, foldedId(id)) !== undefined;
}

/** The first outcome wins: a change that is retried after a crash had already ended. */
function mergeOutcome(episode: Episode, fact: OutcomeFact): Episode {
  const { kind: _, changeId, approvedBy, ...outcome } = fact;
  const { cause } = episode;
  if (cause?.changeId !== changeId) return mergeContinued(episode, fact);
  const known = episode.outcome;
  const first = known === undefined || outcome.at < known.at;
  return first
    ? { ...episode, outcome, cause: { ...cause, ...(approvedBy !== undefined && { approvedBy }) } }
    : episode;
}

function withRevision(episode: Episode, deployment: string | undefined, taskDefinition: string): Episode {
  const { revisions } = episode;
  if (deployment === undefined || deployment in revisions) return episode;
  const last = [...Object.entries(revisions), [deployment, taskDefinition] as const].slice(-mostRevisions);
  return { ...episode, revisions: Object.fromEntries(last) };
}

function withImageTag(episode: Episode, taskDefinition: string, imageTag: string | undefined): Episode {
  const { imageTags } = episode;
  if (imageTag === undefined || taskDefinition in imageTags) return episode;
  const last = [...Object.entries(imageTags), [taskDefinition, imageTag] as const].slice(-mostRevisions);
  return { ...episode, imageTags: Object.fromEntries(last) };
}

/** ECS starts all tasks of a deployment with one digest, unless a container opts out of that. */
function withDigest(episode: Episode, { startedBy, imageDigest }: TaskFact): Episode {
  const { imageDigests = {} } = episode;
  if (startedBy === undefined || imageDigest === undefined) return episode;
  const known = imageDigests[startedBy];
  const digest = known === undefined || known === imageDigest ? imageDigest : 'differ';
  if (digest === known) return episode;
  const last = Object.entries({ ...imageDigests, [startedBy]: digest }).slice(-mostRevisions);
  return { ...episode, imageDigests: Object.fromEntries(last) };
}

/** Merges one event: into the open episode, as the opening of a new one, or kept for an opening that may follow. */
function mergeEvent(episode: Episode, fact: EventFact): Episode {
  if (!isNews(episode, fact)) return episode;
  if (episode.phase === 'open') return belongs(episode, fact) ? addEvent(episode, fact) : episode;
  if (episode.phase === 'closed' && isLateStop(episode, fact)) {
    return { ...episode, facts: addToFacts(episode.facts, fact) };
  }
  if (episode.phase === 'closed' && eventTime(fact) <= episode.lastEventAt) return mergeLate(episode, fact);
  const loose = pruneLoose(addToFacts(episode.loose, fact));
  const opensAt = isLateStart(episode, fact) ? undefined : openingTime(episode.target, fact);
  if (opensAt === undefined || (episode.phase === 'closed' && opensAt <= episode.lastEventAt)) {
    return { ...episode, loose };
  }
  // A rollout is always news of its own.
  const continues = fact.kind !== 'deployment' && isContinued(episode, opensAt);
  return continues ? reopen(episode, loose) : openNew(episode, loose, opensAt);
}

/**
 * The rest of a stop that the closed episode already reports: a steady answer does not wait for it. It completes that report and does not move the
 * start of the next episode, because something else may have happened before it.
 */
function isLateStop({ facts }: Episode, fact: EventFact): boolean {
  if (fact.kind !== 'task') return false;
  const known = facts.tasks[fact.id];
  if (known !== undefined) return isStopping(known);
  const id = foldedId(fact.id);
  return liveState(facts.folded, id) === 'stopping' || hasEnded(facts.folded, id);
}

/** Trouble that is reported only after its episode has closed still belongs to it: the episode opens again. */
function mergeLate(episode: Episode, fact: EventFact): Episode {
  if (!isTroubling(fact) || !belongs(episode, fact)) return episode;
  const isTold = isDeepStrictEqual(addToFacts(episode.facts, fact), episode.facts);
  return isTold ? episode : reopen(episode, addToFacts(episode.loose, fact));
}

/** Whether this must be reported, however late it arrives. */
function isTroubling(fact: EventFact): boolean {
  if (fact.kind === 'task') return isStopping(fact) && !isPlannedStop(fact);
  if (fact.kind === 'hook') return false;
  return fact.kind === 'deployment' ? fact.state === 'FAILED' : isWarning(fact);
}

/** Reads of ECS may lag behind by this much. */
const lagMs = 30_000;

/** A start that ECS had already counted when its answers closed the episode: kept for a stop that it may make up for, but not news. */
function isLateStart({ phase, closedAt }: Episode, fact: EventFact): boolean {
  if (phase !== 'closed' || fact.kind !== 'task' || isStopping(fact)) return false;
  return (fact.createdAt ?? fact.updatedAt) <= closedAt - lagMs;
}

/** Of standalone tasks only the end is reported, and everything of the one that somebody asked to stop; other running tasks don't belong here. */
function isNews({ target, cause }: Episode, fact: EventFact): boolean {
  if ('service' in target || fact.kind !== 'task' || isEnded(fact)) return true;
  return cause?.type === 'stop-task' && cause.taskArn.endsWith(`/${fact.id}`);
}

/** What is reported later than this is ignored. */
const lateMs = 60 * 60_000;

/**
 * A task that the episode knows always belongs to it. Anything else belongs if it began after the episode's start, or if it is trouble or a rollout
 * that began earlier and that no episode has reported.
 */
function belongs(episode: Episode, fact: EventFact): boolean {
  const { startedAfter, cause, told, target } = episode;
  if (fact.kind === 'task') {
    if (isKnown(episode, fact.id)) return true;
    if (told?.includes(foldedId(fact.id))) return false;
    if (cause?.type === 'stop-task' && cause.taskArn.endsWith(`/${fact.id}`)) return true;
  }
  // Of a standalone task only the end is reported.
  const isStop = fact.kind === 'task' && 'service' in target;
  const began = isStop ? (fact.stoppingAt ?? fact.updatedAt) : eventTime(fact);
  if (began > startedAfter) return true;
  const isNeeded = isTroubling(fact) || (fact.kind === 'deployment' && fact.state === 'IN_PROGRESS');
  return isNeeded && began > startedAfter - lateMs && isOwn(episode, toldKey(fact), began);
}

function addEvent(episode: Episode, fact: EventFact): Episode {
  const opensAt = openingTime(episode.target, fact);
  const earlier = opensAt !== undefined && opensAt > episode.startedAfter && opensAt < episode.openedAt;
  return {
    ...episode,
    facts: addToFacts(episode.facts, fact),
    openedAt: earlier ? opensAt : episode.openedAt,
    lastEventAt: Math.max(episode.lastEventAt, eventTime(fact)),
  };
}

function reopen(episode: Episode, loose: FactSet): Episode {
  return addAll({ ...episode, phase: 'open', closedAt: 0, loose: noFacts }, loose);
}

function openNew(episode: Episode, loose: FactSet, opensAt: number): Episode {
  const { cause: _, outcome: __, superseded: ___, undoOver: ____, eventsLost: _____, ...known } = episode;
  const {
    staging: __________,
    answer,
    missing: ______,
    reached: _______,
    undone: ________,
    told: _________,
    ...rest
  } = known;
  const opened: Episode = {
    ...rest,
    ...(episode.phase === 'closed' && lastRevisions(episode)),
    ...(episode.phase === 'quiet' && answer && { answer }),
    number: episode.number + 1,
    phase: 'open',
    startedAfter: episode.lastEventAt,
    openedAt: Number.MAX_SAFE_INTEGER,
    lastEventAt: 0,
    closedAt: 0,
    problems: problemsBefore(episode, opensAt),
    told: toldBefore(episode),
    facts: noFacts,
    loose: noFacts,
  };
  return addAll(opened, loose);
}

/** How many reported events are remembered: events may arrive minutes late, or twice. */
const mostTold = 500;

/** What the next episode must not report again: the rest of a stop is not new trouble, nor is a redelivered event. */
export function toldBefore({ facts, told = [] }: Episode): readonly string[] {
  const events = eventsOf(facts).filter((fact) => fact.kind !== 'task' || isStopping(fact));
  const all = [
    ...told,
    ...stoppingIds(facts.folded),
    ...idsIn(endedTasks(facts.folded)),
    ...events.map(toldKey),
  ];
  return [...new Set(all)].slice(-mostTold);
}

function addAll(episode: Episode, facts: FactSet): Episode {
  return eventsOf(facts).reduce(addEvent, episode);
}

/**
 * When what this event reports began, epoch milliseconds; undefined if it opens no episode. A service leaves its steady state when a task is about to
 * start or stop, whatever the reason: healing, a rollout and a scale-out look alike at first. A task without a service is reported when it has ended.
 */
function openingTime(target: Target, fact: EventFact): number | undefined {
  switch (fact.kind) {
    case 'task': {
      if (!('service' in target)) return isEnded(fact) ? (fact.stoppedAt ?? fact.updatedAt) : undefined;
      if (isStopping(fact)) return fact.stoppingAt ?? fact.updatedAt;
      return fact.startedAt === undefined ? (fact.createdAt ?? fact.updatedAt) : undefined;
    }
    case 'deployment':
      // A failure is news even if its start was lost.
      return fact.state === 'COMPLETED' ? undefined : fact.at;
    case 'hook':
      return undefined;
    case 'service-action':
      return isWarning(fact) ? fact.at : undefined;
  }
}
