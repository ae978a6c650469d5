import type { Target } from '../ecs/target.ts';
import { allPending } from './all-pending.ts';
import type { Cause } from './cause.ts';
import { closeEpisode } from './closing.ts';
import type { Episode } from './episode.ts';
import type { EpisodeRecord } from './episode-record.ts';
import { eventTime } from './event-time.ts';
import { eventsOf } from './events-of.ts';
import type { EventFact } from './fact.ts';
import { noFacts } from './fact-set.ts';
import { isEnded } from './is-ended.ts';
import { isStopping } from './is-stopping.ts';
import { keepLastEdit } from './keep-last-edit.ts';
import { lastRevisions } from './last-revisions.ts';
import { merge } from './merge.ts';
import { toldStops } from './merge-event.ts';
import { newDelivery } from './new-delivery.ts';
import { quietEpisode } from './quiet-episode.ts';
import { problemsBefore } from './recurrence.ts';
import { undoEndsAt } from './undo-ends-at.ts';

/** What a change asked through the bot brings with it. */
export interface StartEpisodeOptions {
  readonly target: Target;
  readonly cause: Cause;
  /** Slack channel id that hears of it, C… */
  readonly channel: string;
  /** The message's id, when its first post was already made. */
  readonly ts?: string;
  /** The record that the table holds for this target. */
  readonly previous?: EpisodeRecord;
}

/**
 * The record of a change's own episode. A change is always a border: an episode that is still open for the target ends
 * as superseded and gets one last edit; its tasks that are still stopping are carried over, so that the new one does
 * not close before they have stopped.
 */
export function startEpisode({ target, cause, channel, ts, previous }: StartEpisodeOptions): EpisodeRecord {
  const border = Date.parse(cause.askedAt);
  const before = previous?.episode ?? quietEpisode(target);
  const started: Episode = {
    ...quietEpisode(target),
    number: before.number + 1,
    phase: 'open',
    border,
    openedAt: border,
    cause,
    problems: problemsBefore(before, border),
    facts: { ...noFacts, tasks: stillStopping(before) },
    ...(before.phase === 'closed' && toldStops(before)),
    ...lastRevisions(before),
  };
  return {
    version: previous?.version ?? 0,
    episode: merge(started, since(before, border)),
    deliveries: [newDelivery(channel, ts)],
    lastEdits: previous ? keepLastEdit(superseded(previous, cause)) : [],
    freshAt: border,
    lookAt: 0,
    nudgeAt: 0,
  };
}

function stillStopping({ phase, facts }: Episode): Episode['facts']['tasks'] {
  const open = phase === 'open' ? Object.entries(facts.tasks) : [];
  return Object.fromEntries(open.filter(([, task]) => isStopping(task) && !isEnded(task)));
}

function since({ facts, loose }: Episode, border: number): EventFact[] {
  return [...eventsOf(facts), ...eventsOf(loose)].filter((fact) => eventTime(fact) > border);
}

/** The episode before, with the last words that a later change leaves it: its offer to undo is gone, whatever the change is. */
function superseded(record: EpisodeRecord, cause: Cause): EpisodeRecord {
  const { episode, deliveries } = record;
  const undone = undoneBy(episode, cause);
  if (episode.phase === 'open') {
    const ended = { ...closeEpisode(episode), superseded: true as const, ...(undone && { undone }) };
    return { ...record, episode: ended, deliveries: allPending(deliveries) };
  }
  if (undone === undefined && undoEndsAt(episode) === undefined) return record;
  const ended = { ...episode, undoOver: true as const, ...(undone && { undone }) };
  return { ...record, episode: ended, deliveries: allPending(deliveries) };
}

function undoneBy({ cause: own }: Episode, cause: Cause): Episode['undone'] {
  if (cause.type !== 'scale' || own === undefined || cause.undoesChange !== own.changeId) return undefined;
  return { by: cause.askedBy, byTimer: cause.undoes === 'timer' };
}
