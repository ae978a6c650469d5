import type { EpisodeStory } from '../../episodes/episode-story.ts';
import type { EpisodeWords } from './episode-words.ts';
import { healingTime } from './healing-time.ts';
import { progressLines } from './progress-lines.ts';
import { reasonWords } from './reason-words.ts';
import { stopLines } from './stop-lines.ts';

/** What follows the title in `text`, for notifications, screen readers and clients without blocks. */
export function storySentences(story: EpisodeStory, words: EpisodeWords): string[] {
  // Of standalone tasks of which some failed, those are told.
  const isFailure = story.kind === 'standalone' && story.troubleCount > 0;
  const last = story.stops.findLast(({ trouble }) => trouble || !isFailure);
  const sentences = progressLines(story, words);
  const isCounted = story.kind === 'crash-loop' || story.kind === 'rollout';
  if (isCounted) sentences.push(...stopLines(story, words));
  else if (last && !last.asked) sentences.push(words.text.because(reasonWords(last.reason, words)));
  if (last && !isCounted && 'service' in story.target) sentences.push(...healing(story, words));
  if (story.undone) sentences.push(words.undone(story.undone.by, story.undone.byTimer));
  else if (story.superseded) sentences.push(words.superseded);
  else if (story.steady)
    sentences.push(words.steady(story.steady.running, story.steady.desired, story.steady.healthy));
  return sentences;
}

function healing(story: EpisodeStory, words: EpisodeWords): string[] {
  const { stops, closed } = story;
  const { text } = words;
  const [last] = stops.slice(-1);
  const healed = healingTime(story, words);
  if (healed !== undefined) return [text.healed(healed)];
  if (last?.replacement) return [text.replacement(last.replacement.task.lastStatus)];
  return closed ? [] : [text.waiting];
}
