import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { escapeText } from '../blocks/escape-text.ts';
import type { EpisodeWords } from './episode-words.ts';

/** Small print: whether it is over, and since when it was told (each reader's own time zone). */
export function footer(story: EpisodeStory, words: EpisodeWords): string {
  const [first] = story.stops;
  const details = [
    first && escapeText(first.task.taskDefinition),
    first && clock(first.task.stoppingAt ?? first.task.updatedAt),
  ];
  return [state(story, words), ...details].filter((detail) => detail !== undefined).join('  ·  ');
}

function state(story: EpisodeStory, words: EpisodeWords): string | undefined {
  const { undone, superseded, closed, steady, reached, kind } = story;
  if (undone) return words.undone(undone.by, undone.byTimer);
  if (superseded) return words.superseded;
  // What is as it should be is still watched for a moment, but that is no news. What ended is over, though the message stands
  // open for more of its family.
  if (!closed && kind !== 'standalone') return reached ? undefined : words.watching;
  return steady === undefined ? words.ended : words.steady(steady.running, steady.desired, steady.healthy);
}

/** Slack writes the time in the reader's zone; where it can't, it shows UTC. */
function clock(time: number): string {
  const fallback = `${new Date(time).toISOString().slice(11, 19)} UTC`;
  return `<!date^${Math.floor(time / 1000)}^{time_secs}|${fallback}>`;
}
