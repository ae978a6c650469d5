import { addToFacts } from './add-to-facts.ts';
import type { Episode } from './episode.ts';
import { eventTime } from './event-time.ts';
import { eventsOf } from './events-of.ts';
import type { EventFact } from './fact.ts';
import { type FactSet, noFacts } from './fact-set.ts';
import { foldedId } from './folded-id.ts';
import { isEnded } from './is-ended.ts';
import { isStopping } from './is-stopping.ts';
import { lastRevisions } from './last-revisions.ts';
import { openingTime } from './opening-time.ts';
import { pruneLoose } from './prune-loose.ts';
import { isContinued, problemsBefore } from './recurrence.ts';

/** One event merged: into the open episode, as an opening, or kept for an opening that may follow. */
export function mergeEvent(episode: Episode, fact: EventFact): Episode {
  if (!isNews(episode, fact)) return episode;
  if (episode.phase === 'open') return belongs(episode, fact) ? addEvent(episode, fact) : episode;
  if (episode.phase === 'closed' && isLateStop(episode, fact)) {
    return { ...episode, facts: addToFacts(episode.facts, fact) };
  }
  if (episode.phase === 'closed' && eventTime(fact) <= episode.lastEventAt) return episode;
  const loose = pruneLoose(addToFacts(episode.loose, fact));
  const opensAt = isLateStart(episode, fact) ? undefined : openingTime(episode.target, fact);
  if (opensAt === undefined || (episode.phase === 'closed' && opensAt <= episode.lastEventAt)) {
    return { ...episode, loose };
  }
  // A rollout is news of its own.
  const continues = fact.kind !== 'deployment' && isContinued(episode, opensAt);
  return continues ? reopen(episode, loose) : openNew(episode, loose, opensAt);
}

/**
 * The rest of a stop that the closed episode tells of: a steady answer does not wait for it. It completes what is told, and
 * leaves the border where it is, for something else may have happened before it.
 */
function isLateStop({ facts }: Episode, fact: EventFact): boolean {
  if (fact.kind !== 'task') return false;
  const known = facts.tasks[fact.id];
  if (known !== undefined) return isStopping(known);
  const id = foldedId(fact.id);
  return facts.folded.live[id] === 2 || facts.folded.ended.includes(id);
}

/** Reads of ECS may lag behind by as much. */
const lagMs = 30_000;

/** A start that ECS had counted already when its answers closed the episode: kept for a stop that it may make up for, but no news. */
function isLateStart({ phase, closedAt }: Episode, fact: EventFact): boolean {
  if (phase !== 'closed' || fact.kind !== 'task' || isStopping(fact)) return false;
  return (fact.createdAt ?? fact.updatedAt) <= closedAt - lagMs;
}

/** Of standalone tasks only the end is told, and the one that somebody asked to stop: what else runs is no part of it. */
function isNews({ target, cause }: Episode, fact: EventFact): boolean {
  if ('service' in target || fact.kind !== 'task' || isEnded(fact)) return true;
  return cause?.type === 'stop-task' && cause.taskArn.endsWith(`/${fact.id}`);
}

/** A task that the episode knows always belongs to it; of anything else, only what happened after the border. */
function belongs({ facts, border, cause, toldStops, target }: Episode, fact: EventFact): boolean {
  if (fact.kind === 'task') {
    if (toldStops?.includes(foldedId(fact.id))) return false;
    if (fact.id in facts.tasks || foldedId(fact.id) in facts.folded.live) return true;
    if (cause?.type === 'stop-task' && cause.taskArn.endsWith(`/${fact.id}`)) return true;
    // The rest of a stop that began before belongs to what was told before; of a standalone task only its end is told.
    const began = 'service' in target ? (fact.stoppingAt ?? eventTime(fact)) : eventTime(fact);
    if (began <= border) return false;
  }
  if (eventTime(fact) > border) return true;
  return fact.kind === 'deployment' && fact.id in facts.deployments;
}

function addEvent(episode: Episode, fact: EventFact): Episode {
  const opensAt = openingTime(episode.target, fact);
  const earlier = opensAt !== undefined && opensAt > episode.border && opensAt < episode.openedAt;
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
    answer,
    missing: ______,
    reached: _______,
    undone: ________,
    toldStops: _________,
    ...rest
  } = known;
  const opened: Episode = {
    ...rest,
    ...(episode.phase === 'closed' && lastRevisions(episode)),
    ...(episode.phase === 'quiet' && answer && { answer }),
    number: episode.number + 1,
    phase: 'open',
    border: episode.lastEventAt,
    openedAt: Number.MAX_SAFE_INTEGER,
    lastEventAt: 0,
    closedAt: 0,
    problems: problemsBefore(episode, opensAt),
    ...(episode.phase === 'closed' && toldStops(episode)),
    facts: noFacts,
    loose: noFacts,
  };
  return addAll(opened, loose);
}

/** The stops that an episode told of: the rest of them is no trouble of the next, also where it names no time at which they began. */
export function toldStops({ facts }: Episode): Pick<Episode, 'toldStops'> {
  const stops = Object.entries(facts.tasks).filter(([, task]) => isStopping(task));
  return stops.length === 0 ? {} : { toldStops: stops.map(([id]) => foldedId(id)) };
}

function addAll(episode: Episode, facts: FactSet): Episode {
  return eventsOf(facts).reduce(addEvent, episode);
}
