import type { Episode } from '../../episodes/episode.ts';
import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { tellEpisode } from '../../episodes/story.ts';
import { cut, slackDate } from '../../messages/mrkdwn.ts';
import { context, type Message, section, toMessage } from '../blocks.ts';
import { episodeDot } from './episode.ts';
import { hookText, utcClock } from './staging.ts';
import { type EpisodeWords, reasonWords, riseTitle, seconds } from './titles.ts';

/** A reason that is longer, or contains an address, is left to the message being replied to. */
const mostReason = 100;

/**
 * The short reply that notifies a channel of a rise in severity: which service, what got worse, since when. It has no buttons, because Slack shows
 * none where it repeats a reply in the channel. `text` is what a phone shows, so it contains no links.
 */
export function riseView(
  episode: Episode,
  { episodes: words }: { readonly episodes: EpisodeWords },
): Message {
  const story = tellEpisode(episode);
  const title = riseTitle(story, words);
  const since = new Date(story.since);
  const details = riseDetails(story, words);
  // What waits for a person has an end that matters, not a beginning.
  const began = (clock: string) => (story.isProblem ? [words.rise.since(clock)] : []);
  const text = words.telling([plain(title), ...details.map(plain), ...began(utcClock(since))]);
  const line = words.telling([...details, ...began(slackDate(since))]);
  return toMessage(text, [section(`${episodeDot(story)} *${title}*\n${line}`)]);
}

/** A notification as a line of a message that lists many. */
export interface ListedRise {
  /** The target's name. */
  readonly name: string;
  /** mrkdwn. */
  readonly line: string;
}

/** Lines per section: with their dates they stay below its 3,000 characters. */
const linesOfSection = 12;

/** A notification as one line. */
export function riseLine(episode: Episode, { episodes: words }: { readonly episodes: EpisodeWords }): string {
  const story = tellEpisode(episode);
  const title = cut(riseTitle(story, words), 150);
  if (!story.isProblem) return `${episodeDot(story)} ${title}`;
  return `${episodeDot(story)} ${title} · ${words.rise.since(slackDate(new Date(story.since)))}`;
}

/** Many notifications in one message: one line for each of these, and how many `more` there are. */
export function riseListView(
  rises: readonly ListedRise[],
  more: number,
  { episodes: words }: { readonly episodes: EpisodeWords },
): Message {
  const newest = [...new Map(rises.map((rise) => [rise.name, rise])).values()];
  const rest = more > 0 ? [words.rise.more(more)] : [];
  const title = words.rise.list(newest.length + more);
  const lines = [...newest.map(({ line }) => line), ...rest];
  const sections = Array.from({ length: Math.ceil(lines.length / linesOfSection) }, (_, index) =>
    section(lines.slice(index * linesOfSection, (index + 1) * linesOfSection).join('\n')),
  );
  const names = [...newest.map(({ name }) => name), ...rest].join(', ');
  return toMessage(words.telling([title, names]), [section(`:red_circle: *${title}*`), ...sections]);
}

/** The same if a thread takes no reply: a separate message, with a link to the message it is about, if there is one. */
export function riseAlone(
  { text, blocks }: Message,
  link: string | undefined,
  { episodes: words }: { readonly episodes: EpisodeWords },
): Message {
  return toMessage(text, [
    ...blocks,
    link === undefined ? undefined : context(`<${link}|${words.rise.show}>`),
  ]);
}

function riseDetails(
  { nothingRuns, reached, stops, steady, times, rollout, asks }: EpisodeStory,
  words: EpisodeWords,
): string[] {
  const expiring = rollout?.staging?.expiring;
  const hooks = expiring === undefined ? asks : [expiring];
  const last = stops.filter(({ trouble }) => trouble).at(-1);
  const reason = last && reasonWords(last.reason, words);
  const isShort = reason !== undefined && reason.length <= mostReason && !reason.includes('://');
  return [
    ...(nothingRuns && !reached ? [words.progress.nothingRuns] : []),
    ...hooks.slice(0, mostHooks).map((hook) => hookText(hook, words.stages, utcClock)),
    ...(isShort ? [words.text.because(reason)] : []),
    ...(times.calmFor === undefined ? [] : [words.rise.again(words.duration(seconds(times.calmFor)))]),
    ...(steady === undefined ? [] : [words.steady(steady.running, steady.desired, steady.healthy)]),
  ];
}

/** The message that it replies to names them all. */
const mostHooks = 3;

/** Without code marks: what they enclose is a name. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
