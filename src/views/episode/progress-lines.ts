import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { wordOf } from '../word-of.ts';
import type { EpisodeWords } from './episode-words.ts';
import { rolloutLines } from './rollout-lines.ts';
import { changeTitle, hasOwnHeadline } from './story-title.ts';

/** How far it is, what it came of, and what ECS complains of. */
export function progressLines(story: EpisodeStory, words: EpisodeWords): string[] {
  // Of a deleted service no count means anything any more.
  if (story.deleted) return [];
  return [
    ...changeLines(story, words),
    ...severityLines(story, words),
    ...outcomeLines(story, words),
    ...causeLines(story, words),
    ...scaleLines(story, words),
    ...drillLines(story, words),
    ...rolloutLines(story, words),
    ...loopLines(story, words),
    ...whyLines(story, words),
    ...impairedLines(story, words),
  ];
}

/** The change whose message this is, where trouble took its headline. */
function changeLines(story: EpisodeStory, words: EpisodeWords): string[] {
  const title = hasOwnHeadline(story) ? changeTitle(story, words) : undefined;
  return title === undefined ? [] : [words.progress.afterChange(title)];
}

function severityLines({ nothingRuns, keepsFailing, reached }: EpisodeStory, words: EpisodeWords) {
  return [
    ...(nothingRuns && !reached ? [words.progress.nothingRuns] : []),
    ...(keepsFailing ? [words.progress.keepsFailing] : []),
  ];
}

function outcomeLines({ outcome }: EpisodeStory, { progress }: EpisodeWords): string[] {
  if (outcome === undefined || outcome.result === 'applied') return [];
  const unknown = outcome.result === 'unknown' ? [progress.unknownOutcome] : [];
  return outcome.reason === undefined ? unknown : [...unknown, progress.awsSays(outcome.reason)];
}

/** Who approved it, and what will happen to it by itself. */
function causeLines({ cause, outcome, superseded, undone }: EpisodeStory, words: EpisodeWords): string[] {
  const { progress } = words;
  if (cause === undefined) return [];
  const approved = cause.approvedBy === undefined ? [] : [progress.approved(cause.approvedBy)];
  const until = cause.type === 'scale' ? cause.until : undefined;
  if (undone !== undefined) return approved;
  if (until === undefined || outcome?.result === 'failed' || superseded) return approved;
  const at = new Date(until);
  const paused = cause.type === 'scale' && cause.pausesAutoscaling;
  const back = (cause.type === 'scale' ? cause.backTo : undefined) ?? cause.before.desiredCount;
  return [...approved, paused ? progress.autoscalingPaused(at) : progress.goesBack(back, at)];
}

function drillLines({ drill, superseded, cause }: EpisodeStory, { progress }: EpisodeWords): string[] {
  const isDrill = cause?.type === 'stop-task' && cause.drill;
  if (isDrill && superseded) return [progress.drillBroken];
  if (drill === undefined) return [];
  if (drill.type === 'passed') return [progress.drillPassed(drill.left, drill.of)];
  return [
    drill.othersStopped === 0
      ? progress.drillFailed.notHealed
      : progress.drillFailed.othersStopped(drill.othersStopped),
  ];
}

function scaleLines(story: EpisodeStory, { progress }: EpisodeWords): string[] {
  const { cause, running, outcome, superseded, scale, closed } = story;
  if (outcome?.result === 'failed' || story.undone !== undefined) return [];
  if (cause?.type === 'scale' && superseded) {
    const { desiredCount } = cause.after;
    return story.accomplished ? [progress.scale(desiredCount, desiredCount)] : [];
  }
  if (superseded) return [];
  if (cause?.type === 'scale' && running !== undefined) {
    return [progress.scale(running, cause.after.desiredCount)];
  }
  if (scale?.to === undefined || scale.from === undefined || closed) return [];
  return [progress.scale(Math.max(0, scale.from + scale.up - scale.leaving), scale.to)];
}

function loopLines(story: EpisodeStory, { progress }: EpisodeWords) {
  const { kind, trouble, startCount, stopCount, impaired } = story;
  if (kind !== 'crash-loop' && trouble !== 'crash-loop') return [];
  const held = impaired === undefined ? [progress.notHeldBack] : [];
  return [progress.loop(startCount, stopCount), ...held];
}

function whyLines({ why }: EpisodeStory, { progress }: EpisodeWords): string[] {
  if (why === undefined || why.type === 'command' || why.type === 'deployment') return [];
  return [progress.why[why.type]];
}

function impairedLines({ impaired, reached }: EpisodeStory, words: EpisodeWords): string[] {
  if (impaired === undefined || reached) return [];
  const what = wordOf(words.impaired, impaired.eventName) ?? words.warning(impaired.eventName);
  if (impaired.reason === undefined) return [what];
  const isLacking = /^[A-Z]+:/.test(impaired.reason);
  return [what, isLacking ? words.lacking(impaired.reason) : words.progress.ecsSays(impaired.reason)];
}
