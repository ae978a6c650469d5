import type { EpisodeStory } from '../../episodes/episode-story.ts';
import type { RolloutStory } from '../../episodes/rollout-story.ts';
import { code } from '../blocks/code.ts';
import type { EpisodeWords } from './episode-words.ts';
import { reasonWords } from './reason-words.ts';
import { seconds } from './seconds.ts';

/** From which revision to which, how far it is, and what ECS says of a failure or while it hangs. */
export function rolloutLines({ rollout, kind, stopCount }: EpisodeStory, words: EpisodeWords): string[] {
  if (rollout === undefined) return [];
  const { progress } = words;
  const { to, state, reason, rollback, running, desired, failed } = rollout;
  const since = kind === 'rollout' ? '' : `${progress.why.deployment} `;
  return [
    ...(to === undefined ? [] : [`${since}${revisions(rollout, to, progress)}`]),
    ...(kind !== 'rollout' || state === 'ENDED'
      ? []
      : [progress.rollout(running, desired, rollback !== undefined)]),
    ...(kind === 'rollout' && stopCount > failed ? [progress.stoppedToo(stopCount - failed)] : []),
    ...(state === 'FAILED' && reason !== undefined ? [progress.ecsSays(reason)] : []),
    ...hangingLines(rollout, words),
  ];
}

/** An image tag is named where it tells the two apart. */
function revisions({ from, ...tags }: RolloutStory, to: string, progress: EpisodeWords['progress']) {
  const { fromTag, toTag } = tags.fromTag === tags.toTag ? {} : tags;
  if (from === undefined) return progress.to(named(to, toTag));
  if (from === to) return progress.again(named(to, toTag));
  return progress.revisions(named(from, fromTag), named(to, toTag));
}

function named(revision: string, tag: string | undefined): string {
  return tag === undefined ? code(revision) : `${code(revision)} (${code(tag)})`;
}

function hangingLines({ hanging, circuitBreaker }: RolloutStory, words: EpisodeWords) {
  const { progress, duration } = words;
  if (hanging === undefined) return [];
  return [
    progress.hanging(duration(seconds(hanging.for))),
    ...(circuitBreaker === 'off' ? [progress.noCircuitBreaker] : []),
    ...hanging.messages.map(
      ({ text, code: why }) =>
        progress.ecsSays(text) + (why === undefined ? '' : `\n→ ${reasonWords({ code: why }, words)}`),
    ),
  ];
}
