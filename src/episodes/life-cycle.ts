import type { Target } from '../aws/ecs/target.ts';
import { deploymentsBegun } from './begun-deployments.ts';
import { closeEpisode, fits, isSteady } from './closing.ts';
import {
  type Cause,
  type Episode,
  lastRevisions,
  quietEpisode,
  type Staging,
  toldKey,
  undoEndsAt,
} from './episode.ts';
import { type EventFact, eventsOf, eventTime, type Fact, isEnded, isStopping, noFacts } from './facts.ts';
import { merge, toldBefore } from './merge.ts';
import { allPending, type EpisodeRecord, keepLastEdit, newDelivery, newestFactAt } from './record.ts';
import { type RolloutStory, rolloutStory } from './rollout.ts';
import { problemsBefore } from './story.ts';

/**
 * The record with these facts merged in; the same object if they add nothing. If a fact opens a new episode, what the previous one had not sent yet
 * is kept as a last edit; who gets the new one is not known yet. `now` in epoch milliseconds.
 */
export function mergeRecord(record: EpisodeRecord, facts: readonly Fact[], now: number): EpisodeRecord {
  const reported = merge(record.episode, facts.filter(isNews));
  const episode = merge(
    reported,
    facts.filter((fact) => !isNews(fact)),
  );
  if (episode === record.episode) return record;
  const isFresh = reported !== record.episode;
  const { steadySince: _, fitsSince: __, ...before } = record;
  const merged = {
    ...before,
    episode,
    ...(isFresh && { freshAt: now, lookAt: 0 }),
    ...steadySince(record, episode, isFresh ? now : record.freshAt),
  };
  if (episode.number === record.episode.number) {
    return { ...merged, deliveries: allPending(record.deliveries) };
  }
  const { tags: ___, muted: ____, ...rest } = merged;
  return { ...rest, deliveries: [], lastEdits: keepLastEdit(withoutUndo(record)) };
}

/** The message of a replaced episode is not checked again, so it must not offer an undo that nobody would remove. */
function withoutUndo(record: EpisodeRecord): EpisodeRecord {
  const { episode, deliveries } = record;
  if (undoEndsAt(episode) === undefined) return record;
  return { ...record, episode: { ...episode, undoOver: true }, deliveries: allPending(deliveries) };
}

function steadySince(
  record: EpisodeRecord,
  episode: Episode,
  freshAt: number,
): Pick<EpisodeRecord, 'steadySince' | 'fitsSince'> {
  const { answer, cause } = episode;
  const newest = newestFactAt({ episode, freshAt });
  if (answer === undefined || answer.at <= newest || !fits(answer, cause)) return {};
  const since = (known = 0) => (known > newest ? known : answer.at);
  const fitsSince = since(record.fitsSince);
  return isSteady(answer, cause) ? { fitsSince, steadySince: since(record.steadySince) } : { fitsSince };
}

/** What we asked for ourselves is not news: otherwise asking would delay the very closing that it is for. */
function isNews({ kind }: Fact): boolean {
  return ['task', 'deployment', 'hook', 'service-action', 'outcome'].includes(kind);
}

/** The input for the episode of a change made through the bot. */
export interface StartEpisodeOptions {
  readonly target: Target;
  readonly cause: Cause;
  /** Slack id of the channel that it is posted in, C… */
  readonly channel: string;
  /** The message's id, if its first post was already made. */
  readonly ts?: string;
  /** The record that the table holds for this target. */
  readonly previous?: EpisodeRecord;
}

/**
 * The record of a change's own episode. A change starts a new one: an episode that is still open for the target ends as superseded and gets
 * one last edit. Its tasks that are still stopping and its rollout are carried over, so that the new episode does not close before they are done.
 */
export function startEpisode({ target, cause, channel, ts, previous }: StartEpisodeOptions): EpisodeRecord {
  const startedAfter = Date.parse(cause.askedAt);
  const before = previous?.episode ?? quietEpisode(target);
  const rolling = stillRolling(before);
  const later = since(before, startedAfter);
  const untold = new Set([...Object.keys(rolling).map((id) => `${id} IN_PROGRESS`), ...later.map(toldKey)]);
  const started: Episode = {
    ...quietEpisode(target),
    number: before.number + 1,
    phase: 'open',
    startedAfter,
    openedAt: startedAfter,
    cause,
    problems: problemsBefore(before, startedAfter),
    ...askedBefore(before),
    facts: {
      ...noFacts,
      tasks: { ...stillStopping(before), ...startedOf(before, rolling) },
      deployments: rolling,
    },
    ...(before.answer && Object.keys(rolling).length > 0 && isOfRollout(cause) && { answer: before.answer }),
    told: toldBefore(before).filter((key) => !untold.has(key)),
    ...lastRevisions(before),
    ...(before.staging && Object.keys(rolling).length > 0 && { staging: withoutHook(before.staging, cause) }),
  };
  return {
    version: previous?.version ?? 0,
    episode: merge(started, later),
    deliveries: [newDelivery(channel, ts)],
    ...(previous?.hooksTold && { hooksTold: previous.hooksTold }),
    lastEdits: previous ? keepLastEdit(superseded(previous, cause)) : [],
    freshAt: startedAfter,
    lookAt: 0,
    nudgeAt: 0,
  };
}

/** The hook that the change answers waits no more, until ECS says otherwise. */
function withoutHook(staging: Staging, cause: Cause): Staging {
  const hookId = 'hookId' in cause ? cause.hookId : undefined;
  return { ...staging, hooks: staging.hooks.filter(({ id }) => id !== hookId) };
}

/** More people than this do not act on one service within the life of an episode. */
const mostAsked = 5;

function askedBefore(before: Episode): Pick<Episode, 'askedBefore'> {
  const { phase, cause, askedBefore: earlier = [] } = before;
  const own = cause?.type === 'stop-task' ? [cause.taskArn] : [];
  const all = phase === 'open' ? [...earlier, ...own].slice(-mostAsked) : [];
  return all.length === 0 ? {} : { askedBefore: all };
}

function stillStopping({ phase, facts }: Episode): Episode['facts']['tasks'] {
  const open = phase === 'open' ? Object.entries(facts.tasks) : [];
  return Object.fromEntries(open.filter(([, task]) => isStopping(task) && !isEnded(task)));
}

/** The new tasks of a rollout that continues: its count goes on from them. */
function startedOf({ facts }: Episode, rolling: Episode['facts']['deployments']): Episode['facts']['tasks'] {
  const started = Object.entries(facts.tasks).filter(
    ([, task]) => task.startedBy !== undefined && task.startedBy in rolling && !isStopping(task),
  );
  return Object.fromEntries(started);
}

/** Whether what is asked for is told by the rollout: any other count is newer than ECS's last answer. */
function isOfRollout({ type }: Cause): boolean {
  return type !== 'scale' && type !== 'stop-task';
}

/** A rollout that is still in progress continues in the change's episode, which reports how it ends. */
function stillRolling(before: Episode): Episode['facts']['deployments'] {
  const [newest] = before.phase === 'open' ? deploymentsBegun(before) : [];
  // The event that it is done may not be heard of yet, and ECS's answer be.
  if (newest?.state !== 'IN_PROGRESS' || isOver(rolloutStory(before))) return {};
  const { id, ...rollout } = newest;
  return { [id]: { ...rollout, at: rollout.startedAt } };
}

function isOver(rollout: RolloutStory | undefined): boolean {
  return (rollout?.rollback ?? rollout?.state) !== 'IN_PROGRESS';
}

function since({ facts, loose }: Episode, startedAfter: number): EventFact[] {
  return [...eventsOf(facts), ...eventsOf(loose)].filter((fact) => eventTime(fact) > startedAfter);
}

/** The previous episode with the final state that a later change leaves it in: its offer to undo is gone, whatever the change is. */
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
  if (own === undefined || !('undoesChange' in cause) || cause.undoesChange !== own.changeId)
    return undefined;
  return { by: cause.askedBy, byTimer: cause.type === 'scale' && cause.undoes === 'timer' };
}
