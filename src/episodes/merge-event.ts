import { addToFacts } from './add-to-facts.ts';
import type { Episode } from './episode.ts';
import { eventTime } from './event-time.ts';
import { eventsOf } from './events-of.ts';
import type { EventFact } from './fact.ts';
import { type FactSet, noFacts } from './fact-set.ts';
import { isExpectedStop } from './is-expected-stop.ts';
import { isStopping } from './is-stopping.ts';
import { lastRevisions } from './last-revisions.ts';
import { openingTime } from './opening-time.ts';
import { pruneLoose } from './prune-loose.ts';

/** What begins this soon after the closing continues the same episode. */
const continuesMs = 15 * 60_000;

/** One event merged: into the open episode, as an opening, or kept for an opening that may follow. */
export function mergeEvent(episode: Episode, fact: EventFact): Episode {
  if (episode.phase === 'open') return belongs(episode, fact) ? addEvent(episode, fact) : episode;
  if (episode.phase === 'closed' && eventTime(fact) <= episode.lastEventAt) return episode;
  const loose = pruneLoose(addToFacts(episode.loose, fact));
  const opensAt = openingTime(episode.target, fact);
  if (opensAt === undefined || (episode.phase === 'closed' && opensAt <= episode.lastEventAt)) {
    return { ...episode, loose };
  }
  return isContinued(episode, fact, opensAt) ? reopen(episode, loose) : openNew(episode, loose);
}

/** A task that the episode knows always belongs to it; of anything else, only what happened after the border. */
function belongs({ facts, border, cause }: Episode, fact: EventFact): boolean {
  if (eventTime(fact) > border) return true;
  if (fact.kind === 'task')
    return fact.id in facts.tasks || (cause?.type === 'stop-task' && cause.taskArn.endsWith(`/${fact.id}`));
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

/**
 * A rollout is news of its own; everything else soon after the closing goes on with what was. To the message of a change
 * that somebody asked for only trouble is added: what moves the service afterwards is no part of it.
 */
function isContinued({ phase, closedAt, cause }: Episode, fact: EventFact, opensAt: number): boolean {
  if (phase !== 'closed' || fact.kind === 'deployment' || opensAt > closedAt + continuesMs) return false;
  return cause === undefined || isTrouble(fact);
}

function isTrouble(fact: EventFact): boolean {
  return fact.kind !== 'task' || (isStopping(fact) && !isExpectedStop(fact));
}

function reopen(episode: Episode, loose: FactSet): Episode {
  return addAll({ ...episode, phase: 'open', closedAt: 0, loose: noFacts }, loose);
}

function openNew(episode: Episode, loose: FactSet): Episode {
  const { cause: _, outcome: __, superseded: ___, answer, ...rest } = episode;
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
    facts: noFacts,
    loose: noFacts,
  };
  return addAll(opened, loose);
}

function addAll(episode: Episode, facts: FactSet): Episode {
  return eventsOf(facts).reduce(addEvent, episode);
}
