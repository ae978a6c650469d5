import { drillVerdict } from './drill-verdict.ts';
import type { Episode } from './episode.ts';
import type { EpisodeStory } from './episode-story.ts';
import { isProblem } from './is-problem.ts';
import { isReached } from './is-reached.ts';
import { kindOfEpisode } from './kind-of-episode.ts';
import { newestWarning } from './newest-warning.ts';
import { rolloutStory } from './rollout-story.ts';
import { runningCount } from './running-count.ts';
import { scaleStory } from './scale-story.ts';
import { stopStories } from './stop-story.ts';
import { storyHeadline } from './story-headline.ts';
import { troubleStory } from './trouble-story.ts';
import { undoEndsAt } from './undo-ends-at.ts';
import { whyStory } from './why-story.ts';

/** What the episode's facts come to. Depends on nothing else, so the same facts always tell the same story. */
export function tellEpisode(episode: Episode): EpisodeStory {
  const { target, cause, outcome, answer, facts } = episode;
  const stops = stopStories(episode);
  const rollout = rolloutStory(episode);
  const trouble = troubleStory(episode, stops, rollout);
  const impaired = newestWarning(episode);
  const closed = episode.phase === 'closed';
  const kind = kindOfEpisode(episode, trouble, rollout);
  const told = {
    kind,
    target,
    cause,
    outcome,
    closed,
    superseded: episode.superseded === true,
    deleted: answer?.deleted === true,
    stops,
    stopCount: trouble.stops + stops.filter(({ asked }) => asked).length,
    startCount: trouble.starts,
    foldedReasons: facts.folded.reasons,
    healedMs: stops.every(({ healedMs }) => healedMs !== undefined) ? stops.at(-1)?.healedMs : undefined,
    running: cause?.type === 'scale' ? runningCount(episode, cause.before.runningCount) : undefined,
    scale: kind === 'scale' && cause === undefined ? scaleStory(episode) : undefined,
    rollout,
    impaired,
    drill: drillVerdict(episode, stops),
    undoable: undoEndsAt(episode) !== undefined && answer?.deleted !== true,
    steady:
      closed && answer && !answer.deleted
        ? { running: answer.runningCount, desired: answer.desiredCount }
        : undefined,
  };
  const story = { ...told, why: whyStory(episode, told) };
  const judged = { ...story, reached: isReached(story), isProblem: isProblem(story) };
  return { ...judged, headline: storyHeadline(judged) };
}
