import type { Episode } from './episode.ts';
import type { EpisodeStory } from './episode-story.ts';
import { isProblem } from './is-problem.ts';
import { isStopping } from './is-stopping.ts';
import { rolloutStory } from './rollout-story.ts';
import { startedTasks } from './started-tasks.ts';
import { type StopStory, stopStories } from './stop-story.ts';

/** What the episode's facts come to. Depends on nothing else, so the same facts always tell the same story. */
export function tellEpisode(episode: Episode): EpisodeStory {
  const { target, cause, outcome, answer, facts } = episode;
  const stops = stopStories(episode);
  const folded = Object.values(facts.folded.reasons).reduce((sum, count) => sum + count, 0);
  const rollout = rolloutStory(episode);
  const impaired = newestWarning(episode);
  const kind = kindOf(episode, rollout !== undefined, stops.length + folded > 0);
  const closed = episode.phase === 'closed';
  const story = {
    kind,
    target,
    cause,
    outcome,
    closed,
    superseded: episode.superseded === true,
    stops,
    stopCount: stops.length + folded,
    foldedReasons: facts.folded.reasons,
    healedMs: stops.every(({ healedMs }) => healedMs !== undefined) ? stops.at(-1)?.healedMs : undefined,
    running: cause?.type === 'scale' ? runningCount(episode, cause.before.runningCount) : undefined,
    rollout,
    impaired,
    steady: closed && answer ? { running: answer.runningCount, desired: answer.desiredCount } : undefined,
  };
  return { ...story, isProblem: isProblem(story), headline: headline(story) };
}

function kindOf({ cause, target }: Episode, isRollout: boolean, hasStops: boolean): EpisodeStory['kind'] {
  if (cause !== undefined) return cause.type;
  if ('task' in target) return 'standalone';
  if (isRollout) return 'rollout';
  return hasStops ? 'healing' : 'impaired';
}

function newestWarning({ facts }: Episode): EpisodeStory['impaired'] {
  const [newest] = Object.entries(facts.actions).sort(
    ([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1),
  );
  return newest && { eventName: newest[1].eventName, reason: newest[1].reason };
}

/** What ran when it was asked, and what started and stopped since; at the end, what DescribeServices says. */
function runningCount(episode: Episode, before: number): number {
  const { facts, answer, border, phase } = episode;
  if (phase === 'closed' && answer && !episode.superseded) return answer.runningCount;
  const { live, expected, reasons } = facts.folded;
  const started = startedTasks(episode).length + Object.values(live).filter((state) => state === 1).length;
  const stopped = Object.values(facts.tasks).filter(
    // A task that was both started and stopped since leaves the count as it was.
    (task) =>
      isStopping(task) && (task.stoppingAt ?? task.updatedAt) > border && (task.createdAt ?? 0) <= border,
  ).length;
  const foldedStops =
    expected +
    Object.values(reasons).reduce((sum, count) => sum + count, 0) +
    Object.values(live).filter((state) => state === 2).length;
  return Math.max(0, before + started - stopped - foldedStops);
}

function headline(story: Omit<EpisodeStory, 'headline' | 'isProblem'>): string {
  const last: StopStory | undefined = story.stops.at(-1);
  const done = story.cause?.type === 'scale' && story.running === story.cause.after.desiredCount;
  return [
    story.kind,
    story.superseded ? 'superseded' : story.closed ? 'closed' : 'open',
    story.outcome?.result ?? '',
    last?.stage ?? '',
    story.rollout?.state ?? '',
    story.impaired?.eventName ?? '',
    done ? 'done' : '',
  ].join(' ');
}
