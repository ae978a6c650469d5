import type { EpisodeStory } from '../../episodes/episode-story.ts';
import type { EpisodeWords } from './episode-words.ts';

/** How far a scale change or a rollout is, and what ECS complains of. */
export function progressLines(story: EpisodeStory, words: EpisodeWords): string[] {
  return [
    ...outcomeLines(story, words),
    ...scaleLines(story, words),
    ...rolloutLines(story, words),
    ...impairedLines(story, words),
  ];
}

function outcomeLines({ outcome }: EpisodeStory, { progress }: EpisodeWords): string[] {
  if (outcome === undefined || outcome.result === 'applied') return [];
  const unknown = outcome.result === 'unknown' ? [progress.unknownOutcome] : [];
  return outcome.reason === undefined ? unknown : [...unknown, progress.awsSays(outcome.reason)];
}

function scaleLines(
  { cause, running, outcome, superseded }: EpisodeStory,
  { progress }: EpisodeWords,
): string[] {
  const silent =
    cause?.type !== 'scale' || running === undefined || outcome?.result === 'failed' || superseded;
  return silent ? [] : [progress.scale(running, cause.after.desiredCount)];
}

function rolloutLines({ rollout, kind, stopCount }: EpisodeStory, { progress }: EpisodeWords): string[] {
  if (rollout === undefined) return [];
  const { from, to, running, desired, state, reason } = rollout;
  return [
    ...(to === undefined ? [] : [revisions(from, to, progress)]),
    progress.rollout(running, desired),
    ...(kind === 'rollout' && stopCount > 0 ? [progress.failedTasks(stopCount)] : []),
    ...(state === 'FAILED' && reason !== undefined ? [progress.ecsSays(reason)] : []),
  ];
}

function revisions(from: string | undefined, to: string, progress: EpisodeWords['progress']): string {
  if (from === undefined) return progress.to(to);
  return from === to ? progress.again(to) : progress.revisions(from, to);
}

function impairedLines({ impaired, closed }: EpisodeStory, words: EpisodeWords): string[] {
  if (impaired === undefined || closed) return [];
  const what = words.impaired[impaired.eventName] ?? words.warning(impaired.eventName);
  return [what, ...(impaired.reason === undefined ? [] : [words.lacking(impaired.reason)])];
}
