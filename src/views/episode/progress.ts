import type { EpisodeStory } from '../../episodes/episode-story.ts';
import type { RolloutStory } from '../../episodes/rollout.ts';
import { code, wordOf } from '../../messages/mrkdwn.ts';
import { stagingLines } from './staging.ts';
import { changeTitle, type EpisodeWords, hasOwnHeadline, isUnseen, reasonWords, seconds } from './titles.ts';

/** How far it has got, how it ended, and what ECS complains about. */
export function progressLines(story: EpisodeStory, words: EpisodeWords): string[] {
  // For a deleted service the counts mean nothing any more.
  if (story.deleted) return [];
  return [
    ...changeLines(story, words),
    ...severityLines(story, words),
    ...outcomeLines(story, words),
    ...causeLines(story, words),
    ...continuedLines(story, words),
    ...scaleLines(story, words),
    ...drillLines(story, words),
    ...rolloutLines(story, words),
    ...loopLines(story, words),
    ...whyLines(story, words),
    ...impairedLines(story, words),
  ];
}

/** The change this message is about, if trouble took its headline. */
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

function outcomeLines({ outcome }: EpisodeStory, { progress, stages }: EpisodeWords): string[] {
  if (outcome === undefined || outcome.result === 'applied') return [];
  if (outcome.role !== undefined) return [stages.role(outcome.role)];
  const unknown = outcome.result === 'unknown' ? [progress.unknownOutcome] : [];
  const isOnlyRegistered = outcome.result === 'failed' && outcome.registered !== undefined;
  return [
    ...unknown,
    ...(isOnlyRegistered ? [stages.onlyRegistered(outcome.registered)] : []),
    ...(outcome.reason === undefined ? [] : [progress.awsSays(outcome.reason)]),
  ];
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

/** Who let it go on at which hook, and what became of that. */
function continuedLines({ continued }: EpisodeStory, { progress, stages }: EpisodeWords): string[] {
  return continued.flatMap(({ outcome, ...asked }) => {
    const line = stages.continued[outcome?.result ?? 'asked'](asked);
    return outcome?.reason === undefined ? [line] : [line, progress.awsSays(outcome.reason)];
  });
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
  const { cause, running, wanted, outcome, superseded, scale, steady, closed } = story;
  if (outcome?.result === 'failed' || story.undone !== undefined) return [];
  if (cause?.type === 'scale' && superseded) {
    const { desiredCount } = cause.after;
    return story.accomplished ? [progress.scale(desiredCount, desiredCount)] : [];
  }
  if (superseded || isUnseen(story)) return [];
  if (cause?.type === 'scale' && steady !== undefined && steady.desired !== cause.after.desiredCount) {
    return [progress.setSince(steady.desired)];
  }
  if (running !== undefined && wanted !== undefined) return [progress.scale(running, wanted)];
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

/** The two revisions, how far it has got, and what ECS says about a failure or while it hangs. */
function rolloutLines({ rollout, kind, stopCount }: EpisodeStory, words: EpisodeWords): string[] {
  if (rollout === undefined) return [];
  const { progress } = words;
  const { to, state, reason, rollback, running, desired, failed } = rollout;
  const since = kind === 'rollout' ? '' : `${progress.why.deployment} `;
  return [
    ...(to === undefined ? [] : [`${since}${revisions(rollout, to, progress)}`]),
    ...(kind !== 'rollout' || state === 'ENDED'
      ? []
      : [progress.rollout(running, desired, rollback !== undefined)]),
    ...stagingLines(rollout, words),
    ...(kind === 'rollout' && stopCount > failed ? [progress.stoppedToo(stopCount - failed)] : []),
    ...(state === 'FAILED' && reason !== undefined ? [progress.ecsSays(reason)] : []),
    ...hangingLines(rollout, words),
  ];
}

/** An image's tag is shown if it tells the two revisions apart, else what it means if that does. */
function revisions(
  { from, backAsked, state, fromDigest, toDigest, ...tags }: RolloutStory,
  to: string,
  progress: EpisodeWords['progress'],
) {
  const isMoved = fromDigest !== undefined && toDigest !== undefined && fromDigest !== toDigest;
  const digests = isMoved ? { fromTag: fromDigest, toTag: toDigest } : {};
  const { fromTag, toTag } = tags.fromTag === tags.toTag ? digests : tags;
  if (from === undefined) return progress.to(named(to, toTag));
  if (from === to && isMoved) return progress.againMoved(code(to), code(fromDigest), code(toDigest));
  if (from === to) return progress.again(named(to, toTag));
  const both = [named(from, fromTag), named(to, toTag)] as const;
  const goesBack = backAsked && state !== 'COMPLETED';
  return goesBack ? progress.revisions(both[1], both[0]) : progress.revisions(...both);
}

function named(revision: string, tag: string | undefined): string {
  return tag === undefined ? code(revision) : `${code(revision)} (${code(tag)})`;
}

function hangingLines({ hanging, circuitBreaker }: RolloutStory, words: EpisodeWords) {
  const { progress, duration } = words;
  if (hanging === undefined) return [];
  const lasted = duration(seconds(hanging.for));
  if (hanging.stage !== undefined) return [words.stages.overdue(hanging.stage, lasted)];
  return [
    progress.hanging(lasted),
    ...(circuitBreaker === 'off' ? [progress.noCircuitBreaker] : []),
    ...hanging.messages.map(
      ({ text, code: why }) =>
        progress.ecsSays(text) + (why === undefined ? '' : `\n→ ${reasonWords({ code: why }, words)}`),
    ),
  ];
}
