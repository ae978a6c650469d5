import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { isEnded } from '../../episodes/is-ended.ts';
import type { StopReason } from '../../episodes/stop-reason.ts';
import type { StopStory } from '../../episodes/stop-story.ts';
import type { EpisodeWords } from './episode-words.ts';
import { healingTime } from './healing-time.ts';
import { reasonWords } from './reason-words.ts';

/** Stops that are told one by one, the newest. */
const mostTold = 3;

/** What stopped and why, its replacement on its way, and how long the healing took. */
export function stopLines(story: EpisodeStory, words: EpisodeWords): string[] {
  if (story.kind === 'crash-loop' || story.kind === 'rollout') return countedReasons(story, 0, words);
  // Of standalone tasks of which some failed, those are told.
  const failed = story.kind === 'standalone' && story.troubleCount > 0;
  const told = story.stops.filter(({ trouble }) => trouble || !failed).slice(-mostTold);
  const earlier = (failed ? story.troubleCount : story.stopCount) - told.length;
  const replaced = story.kind !== 'standalone' && 'service' in story.target;
  return [
    ...told.flatMap((stop) => [
      stopLine(stop, story, words),
      ...(replaced ? [replacementLine(stop, story, words)] : []),
    ]),
    ...(earlier > 0
      ? [words.stop.earlier(earlier), ...countedReasons(story, told.length, words, failed)]
      : []),
  ].filter((line) => line !== '');
}

function stopLine(stop: StopStory, { closed, atLeast }: EpisodeStory, words: EpisodeWords): string {
  const { id, task, asked, reason } = stop;
  const short = id.slice(0, 8);
  // A closed story whose events were lost never hears of the end.
  const what =
    isEnded(task) || (closed && atLeast)
      ? words.stop.stopped(short)
      : words.stop.stopping(short, task.lastStatus);
  return asked ? what : `${what}: ${reasonWords(reason, words)}`;
}

function replacementLine(stop: StopStory, { closed }: EpisodeStory, words: EpisodeWords): string {
  const { replacement, stage } = stop;
  // A closed story that never saw one wanted none: somebody lowered the desired count meanwhile.
  if (replacement === undefined) return closed ? '' : words.stop.waiting;
  const short = replacement.id.slice(0, 8);
  if (stage === 'running' && !closed) return words.stop.unhealthyYet(short);
  const line = words.stop.replacement(short, replacement.task.lastStatus);
  const healed = healingTime(stop, words);
  return healed === undefined ? line : `${line}\n${words.stop.healed(healed)}`;
}

function countedReasons(
  { stops, foldedReasons }: EpisodeStory,
  told: number,
  words: EpisodeWords,
  failed = false,
): string[] {
  const counts = new Map<string, number>();
  const count = (reason: string, more: number) => counts.set(reason, (counts.get(reason) ?? 0) + more);
  const counted = stops.filter(({ trouble }) => trouble || !failed);
  for (const { reason } of counted.slice(0, counted.length - told)) count(reasonWords(reason, words), 1);
  for (const [key, more] of Object.entries(foldedReasons)) count(foldedReason(key, words), more);
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .slice(0, mostTold)
    .map(([reason, times]) => words.stop.counted(times, reason));
}

function foldedReason(key: string, words: EpisodeWords): string {
  const [code = '', ...detail] = key.split(':');
  if (!(code in words.reasons)) return key;
  return reasonWords({ code: code as StopReason['code'], detail: detail.join(':') }, words);
}
