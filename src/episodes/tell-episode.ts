import { drillVerdict } from './drill-verdict.ts';
import type { Episode } from './episode.ts';
import type { EpisodeStory } from './episode-story.ts';
import { isProblem } from './is-problem.ts';
import { isReached } from './is-reached.ts';
import { kindOfEpisode, kindOfTrouble } from './kind-of-episode.ts';
import { newestWarning } from './newest-warning.ts';
import { rolloutStory } from './rollout-story.ts';
import { runningCount } from './running-count.ts';
import { scaleStory } from './scale-story.ts';
import { keepsFailing, nothingRuns, severityOf } from './severity.ts';
import { type StopStory, stopStories } from './stop-story.ts';
import { storyHeadline } from './story-headline.ts';
import { troubleStory, troubleTimes } from './trouble-story.ts';
import { undoEndsAt } from './undo-ends-at.ts';
import { whyStory } from './why-story.ts';

type Since = Pick<EpisodeStory, 'stops' | 'rollout' | 'impaired'>;

/** What the episode's facts come to. Depends on nothing else, so the same facts always tell the same story. */
export function tellEpisode(episode: Episode): EpisodeStory {
  const { target, cause, outcome, answer, facts } = episode;
  const stops = stopStories(episode);
  const rollout = rolloutStory(episode);
  const trouble = troubleStory(episode, stops, rollout);
  const impaired = newestWarning(episode);
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
    scale: kind === 'scale' && cause === undefined ? scaleStory(episode) : undefined,
    rollout,
    impaired,
    drill: drillVerdict(episode, stops),
    undoable: undoEndsAt(episode) !== undefined && answer?.deleted !== true,
    steady:
      closed && answer && !answer.deleted
        ? { running: answer.runningCount, desired: answer.desiredCount, healthy: knownHealthy(answer) }
        : undefined,
  };
  const story = { ...parts, why: whyStory(episode, parts) };
  const problem = isProblem(story);
  const judged = {
    ...story,
    isProblem: problem,
    trouble: problem && cause !== undefined ? kindOfTrouble(episode, trouble, rollout) : undefined,
    nothingRuns: problem && nothingRuns(episode, stops),
    keepsFailing: problem && keepsFailing(episode),
    since: troubleSince(episode, story),
    times: troubleTimes(episode, stops, rollout),
  };
  const told = { ...judged, reached: isReached(judged), severity: severityOf(judged) };
  return { ...told, headline: storyHeadline(told) };
}

function troubleSince({ openedAt }: Episode, { stops, rollout, impaired }: Since): number {
  const [first] = stops.filter(({ trouble }) => trouble);
  if (first !== undefined) return first.task.stoppingAt ?? first.task.updatedAt;
  if (rollout?.hanging !== undefined) return rollout.hanging.since;
  return (rollout?.state === 'FAILED' ? rollout.endedAt : undefined) ?? impaired?.at ?? openedAt;
}

function knownHealthy({ unhealthy, healthy = 0 }: NonNullable<Episode['answer']>): number | undefined {
  return unhealthy === 'unknown' ? healthy : undefined;
}

function healed(stops: readonly StopStory[]): Pick<EpisodeStory, 'healedMs' | 'healedAfterMs'> {
  const all = stops.every(({ healedMs }) => healedMs !== undefined);
  const last = all ? stops.at(-1) : undefined;
  return { healedMs: last?.healedMs, healedAfterMs: last?.healedAfterMs };
}
