import { isCreatedIn, isPrimary } from './begun-deployments.ts';
import { continuedIn } from './continued.ts';
import { type Episode, type ScaleCause, undoEndsAt } from './episode.ts';
import type { EpisodeStory, WhyStory } from './episode-story.ts';
import type { AnsweredDeployment } from './facts.ts';
import { isFailedRollout, type RolloutStory, rolloutStory } from './rollout.ts';
import { runningCount, scaleStory } from './scaling.ts';
import {
  calmMs,
  downSince,
  keepsFailing,
  nothingRuns,
  severityOf,
  type TroubleStory,
  tooManyProblems,
  troubleStory,
  troubleTimes,
} from './severity.ts';
import { drillVerdict, isWarning, type StopStory, stopStories } from './stops.ts';

type Since = Pick<EpisodeStory, 'stops' | 'rollout' | 'impaired'> & { readonly down: number | undefined };

/** The story that the episode's facts add up to. It depends on nothing else, so the same facts always give the same story. */
export function tellEpisode(episode: Episode): EpisodeStory {
  const { target, cause, outcome, answer, facts } = episode;
  const stops = stopStories(episode);
  const rollout = rolloutStory(episode);
  const trouble = troubleStory(episode, stops, rollout);
  const impaired = newestWarning(episode);
  const down = downSince(episode);
  const closed = episode.phase === 'closed';
  const kind = kindOfEpisode(episode, trouble, rollout);
  const parts = {
    kind,
    target,
    cause,
    outcome,
    closed,
    superseded: episode.superseded === true,
    accomplished: episode.reached === true,
    undone: episode.undone,
    deleted: answer?.deleted === true,
    stops,
    stopCount: trouble.stops + stops.filter(({ asked }) => asked).length,
    troubleCount: trouble.troubles,
    startCount: trouble.starts,
    loops: trouble.isLoop,
    foldedReasons: facts.folded.reasons,
    atLeast: episode.eventsLost === true,
    ...healed(stops),
    running: cause?.type === 'scale' ? runningCount(episode, cause.before.runningCount) : undefined,
    wanted: cause?.type === 'scale' ? wantedCount(episode, cause) : undefined,
    scale: kind === 'scale' && cause === undefined ? scaleStory(episode) : undefined,
    rollout,
    continued: continuedIn(episode),
    asks: closed ? [] : asksOf(rollout),
    impaired,
    drill: drillVerdict(episode, stops),
    undoable: undoEndsAt(episode) !== undefined && answer?.deleted !== true,
    steady:
      closed && answer && !answer.deleted
        ? { running: answer.runningCount, desired: answer.desiredCount, healthy: knownHealthy(answer) }
        : undefined,
  };
  const story = { ...parts, why: whyStory(episode, parts) };
  const problem = isProblem(story, down !== undefined);
  const judged = {
    ...story,
    isProblem: problem,
    trouble: problem && cause !== undefined ? kindOfTrouble(episode, trouble, rollout) : undefined,
    nothingRuns: problem && nothingRuns(episode, stops),
    keepsFailing: problem && keepsFailing(episode),
    since: troubleSince(episode, { ...story, down }),
    times: troubleTimes(episode, stops, { rollout, downSince: down }),
  };
  const told = { ...judged, reached: isReached(judged, episode), severity: severityOf(judged) };
  return { ...told, headline: storyHeadline(told) };
}

function asksOf(rollout: RolloutStory | undefined): EpisodeStory['asks'] {
  return (rollout?.staging?.waits ?? []).filter(({ state }) => state === 'AWAITING_ACTION');
}

function wantedCount({ reached, answer }: Episode, { after }: ScaleCause): number {
  return (reached ? answer?.desiredCount : undefined) ?? after.desiredCount;
}

function troubleSince({ openedAt }: Episode, { stops, rollout, impaired, down }: Since): number {
  const [first] = stops.filter(({ trouble }) => trouble);
  if (first !== undefined) return first.task.stoppingAt ?? first.task.updatedAt;
  if (rollout?.hanging !== undefined) return rollout.hanging.since;
  if (rollout?.staging?.expiring !== undefined) return rollout.staging.expiring.since;
  return (rollout?.state === 'FAILED' ? rollout.endedAt : undefined) ?? impaired?.at ?? down ?? openedAt;
}

function knownHealthy({ unhealthy, healthy = 0 }: NonNullable<Episode['answer']>): number | undefined {
  return unhealthy === 'unknown' ? healthy : undefined;
}

function healed(stops: readonly StopStory[]): Pick<EpisodeStory, 'healedMs' | 'healedAfterMs'> {
  const all = stops.every(({ healedMs }) => healedMs !== undefined);
  const last = all ? stops.at(-1) : undefined;
  return { healedMs: last?.healedMs, healedAfterMs: last?.healedAfterMs };
}

/** The newest service action that says that something is wrong. */
function newestWarning({ facts }: Episode): EpisodeStory['impaired'] {
  const [newest] = Object.entries(facts.actions)
    .filter(([, action]) => isWarning(action))
    .sort(([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1));
  return newest && { eventName: newest[1].eventName, reason: newest[1].reason, at: newest[1].at };
}

/** What an episode is about: what somebody asked for, else a rollout until it is over, else the trouble, else the tasks that come and go. */
function kindOfEpisode(
  episode: Episode,
  trouble: TroubleStory,
  rollout: RolloutStory | undefined,
): EpisodeStory['kind'] {
  const { cause, target, facts } = episode;
  if (cause !== undefined)
    return cause.type === 'scale' || cause.type === 'stop-task' ? cause.type : 'rollout';
  if (!('service' in target)) return 'standalone';
  if (rollout !== undefined && !trouble.afterRollout) return 'rollout';
  const kind = kindOfTrouble(episode, trouble, rollout);
  if (kind !== undefined) return kind;
  const names = Object.values(facts.actions).map(({ eventName }) => eventName);
  return names.includes('SERVICE_REBALANCING_STARTED') ? 'rebalancing' : 'scale';
}

/** What is wrong besides what was asked for; undefined if nothing is. */
function kindOfTrouble(
  episode: Episode,
  trouble: TroubleStory,
  rollout: RolloutStory | undefined,
): EpisodeStory['trouble'] {
  const isBroken = isRolloutProblem(rollout);
  if (isBroken && !trouble.afterRollout) return 'rollout';
  const isImpaired = newestWarning(episode) !== undefined;
  const neverRan = trouble.neverRan > 0 && trouble.neverRan === trouble.stops;
  if (trouble.stops > 0 && !(neverRan && (isImpaired || trouble.isLoop))) {
    return trouble.isLoop ? 'crash-loop' : 'healing';
  }
  return trouble.stops > 0 || isImpaired ? 'impaired' : undefined;
}

type CauseFacts = Pick<EpisodeStory, 'kind' | 'stops' | 'stopCount' | 'rollout' | 'scale'>;

/** Finds the cause in the facts; undefined if none is known. */
function whyStory({ cause, facts }: Episode, story: CauseFacts): WhyStory | undefined {
  if (cause !== undefined) return { type: 'command', cause };
  if (story.rollout !== undefined) return { type: 'deployment' };
  const { stops, stopCount, kind, scale } = story;
  const names = new Set(Object.values(facts.actions).map(({ eventName }) => eventName));
  if (kind === 'rebalancing') {
    return { type: 'rebalancing', done: names.has('SERVICE_REBALANCING_COMPLETED') };
  }
  if (stopCount > 0 && stops.length === stopCount && stops.every(({ reason }) => reason.code === 'spot')) {
    return { type: 'spot' };
  }
  if (kind !== 'scale') return undefined;
  if (names.has('SERVICE_DESIRED_COUNT_UPDATED')) return { type: 'autoscaling' };
  return scale?.from !== undefined && scale.from !== scale.to ? { type: 'outside' } : undefined;
}

type ProblemFacts = Pick<EpisodeStory, 'troubleCount' | 'rollout' | 'impaired'>;

/**
 * Whether a channel that gets only problems gets this: a stop that nobody asked for and that is not expected, tasks that can't start, a rollout that
 * hangs, failed or was rolled back, nothing running for long. A story may become a problem while it lasts.
 */
function isProblem({ troubleCount, rollout, impaired }: ProblemFacts, isDown: boolean): boolean {
  if (isDown || impaired !== undefined) return true;
  return isRolloutProblem(rollout) || troubleCount > 0;
}

/** It failed, goes back, hangs, or a hook's time is nearly over. A deployment that waits on purpose is none. */
function isRolloutProblem(rollout: RolloutStory | undefined): boolean {
  if (rollout === undefined) return false;
  const { hanging, staging } = rollout;
  const stands = hanging !== undefined || staging?.expiring !== undefined;
  return isFailedRollout(rollout) || stands;
}

type ReachedFacts = Pick<
  EpisodeStory,
  | 'kind'
  | 'trouble'
  | 'cause'
  | 'outcome'
  | 'closed'
  | 'superseded'
  | 'stops'
  | 'stopCount'
  | 'healedMs'
  | 'running'
  | 'scale'
  | 'rollout'
  | 'why'
>;

/** Whether, by the events, the service is as it should be again: nobody has to wait for the closing to see it. */
function isReached(story: ReachedFacts, episode: Episode): boolean {
  const isKnown = story.outcome?.result !== 'unknown' || isSeen(story, episode);
  if (story.closed && !story.superseded && isKnown) return true;
  if (story.trouble === 'crash-loop') return false;
  switch (story.kind) {
    case 'scale': {
      const { cause, outcome, running, scale } = story;
      // So many may run before the count is set: while those that an earlier change asked for still start.
      if (cause?.type === 'scale') return outcome !== undefined && running === cause.after.desiredCount;
      return scale?.reached === true && scale.to !== undefined;
    }
    case 'rebalancing':
      return story.why?.type === 'rebalancing' && story.why.done;
    case 'rollout':
      return isRolledOut(story);
    case 'stop-task':
    case 'healing':
      return story.stops.length > 0 && story.healedMs !== undefined;
    // A loop is healed at each start and broken again by the next stop; only ECS's answer ends it.
    case 'crash-loop':
    case 'impaired':
    case 'standalone':
      return false;
  }
}

function isRolledOut({ rollout }: ReachedFacts): boolean {
  return rollout?.isOwn === true && (rollout.state === 'COMPLETED' || rollout.rollback === 'COMPLETED');
}

/** Whether ECS shows something of a change that is not known to have been made: a stop, a deployment that began, or one that goes back. */
function isSeen({ cause, stops, rollout }: ReachedFacts, episode: Episode): boolean {
  const primary = episode.answer?.deployments.find(isPrimary);
  switch (cause?.type) {
    case 'stop-task':
      return stops.some(({ asked }) => asked);
    case 'rollback':
      if (cause.from !== cause.to && primary?.taskDefinition === cause.to) return true;
      return cause.stops === undefined ? isBegun(rollout, primary, episode) : rollout?.rollback !== undefined;
    case 'deploy':
    case 'restart':
      return isBegun(rollout, primary, episode);
    default:
      return false;
  }
}

/** Where ECS gives no rollout states, there is only the deployment that the service should be. */
function isBegun(
  rollout: RolloutStory | undefined,
  primary: AnsweredDeployment | undefined,
  episode: Episode,
): boolean {
  return rollout?.isOwn === true || isCreatedIn(episode, primary?.createdAt ?? 0);
}

/** The state of the story, in a few fixed words. In a crash loop each stop is the same news again and may wait. */
function storyHeadline(story: Omit<EpisodeStory, 'headline'>): string {
  const last = story.kind === 'crash-loop' || story.kind === 'rollout' ? undefined : story.stops.at(-1);
  return [
    story.kind,
    story.deleted ? 'deleted' : '',
    story.undone ? 'undone' : '',
    story.superseded ? 'superseded' : story.closed ? 'closed' : 'open',
    story.outcome?.result ?? '',
    last?.stage ?? '',
    story.rollout?.state ?? '',
    story.rollout?.rollback ?? '',
    story.rollout?.hanging ? 'hanging' : '',
    ...stagingHeadline(story.rollout),
    ...story.continued.map(({ changeId, outcome }) => `${changeId} ${outcome?.result ?? ''}`),
    story.impaired?.eventName ?? '',
    story.isProblem ? story.severity : '',
    story.trouble ?? '',
    story.reached ? 'reached' : '',
    story.cause !== undefined && story.undoable ? 'undoable' : '',
  ].join(' ');
}

/** A new stage, a hook that begins or ends to hold it up, and a hook whose time is nearly over. */
function stagingHeadline(rollout: RolloutStory | undefined): string[] {
  if (rollout?.staging === undefined) return [];
  const { strategy, stage = '', waits, expiring } = rollout.staging;
  if (strategy === 'ROLLING' && waits.length === 0) return [];
  return [stage, ...waits.map(({ id }) => id), expiring ? 'expiring' : ''];
}

/** The start times of the target's earlier problems, as counted by the next episode, which opens at `at`. Epoch milliseconds. */
export function problemsBefore(episode: Episode, at: number): readonly number[] {
  const { problems = [], openedAt } = episode;
  const { isProblem, times } = tellEpisode(episode);
  if (!isProblem) return problems;
  // Whatever goes well in between does not delay the restart of the count.
  if (keepsFailing(episode) && at > times.lastAt + calmMs) return [];
  return [...problems, openedAt].slice(1 - tooManyProblems);
}

/**
 * Whether what begins at `at` is only added to this closed episode, so that a slow loop does not notify forever: it was reported as "keeps failing"
 * and has not been quiet for long enough. A change that somebody asked for never shares its message.
 */
export function isContinued(episode: Episode, at: number): boolean {
  const { phase, cause } = episode;
  if (phase !== 'closed' || cause !== undefined || !keepsFailing(episode)) return false;
  const { isProblem, times } = tellEpisode(episode);
  return isProblem && at <= times.lastAt + calmMs;
}
