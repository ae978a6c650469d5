import type { Button } from '@slack/types';
import { targetName } from '../../aws/ecs/target.ts';
import type { Episode } from '../../episodes/episode.ts';
import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { tellEpisode } from '../../episodes/story.ts';
import { escapeText } from '../../messages/mrkdwn.ts';
import { actions, context, lineButton, type Message, section, toMessage } from '../blocks.ts';
import { healingTime, progressLines, stopLines } from './progress.ts';
import { rolloutPlan } from './rollout-plan.ts';
import { type EpisodeWords, reasonWords, storyTitle } from './titles.ts';

/** One of the bot's own alarms, as a plain message. */
export function alarmView(
  alarm: {
    readonly name: string;
    readonly description: string;
    readonly state: 'ALARM' | 'OK';
    readonly reason: string;
  },
  messages: { readonly episodes: EpisodeWords },
): Message {
  const text = messages.episodes.alarm[alarm.state](alarm.name, alarm.description, alarm.reason);
  return toMessage(text, [section(text)]);
}

/** The single message of an episode, as it is now. It depends on the facts alone, so that two readers of the same facts send the same message. */
export function episodeView(episode: Episode, messages: { readonly episodes: EpisodeWords }): Message {
  const words = messages.episodes;
  const story = tellEpisode(episode);
  const title = storyTitle(story, words);
  const plan = story.deleted ? undefined : rolloutPlan(story, words);
  const small = footer(story, words);
  const lines = [...progressLines(story, words), ...stopLines(story, words)];
  return toMessage(words.telling([title, ...storySentences(story, words)]), [
    section(`${episodeDot(story)} *${title}*`),
    lines.length === 0 ? undefined : section(lines.join('\n')),
    plan,
    small === '' ? undefined : context(small),
    actions(episodeButtons(story, words)),
  ]);
}

/** Small print: whether it is over, and since when it has been reported (in each reader's own time zone). */
function footer(story: EpisodeStory, words: EpisodeWords): string {
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
  // A healthy target is still watched for a moment, but that is not news. A standalone task that ended is over, although its message stays open for
  // more of its family.
  if (!closed && kind !== 'standalone') return reached ? undefined : words.watching;
  return steady === undefined ? words.ended : words.steady(steady.running, steady.desired, steady.healthy);
}

/** Slack writes the time in the reader's time zone; if it can't, it shows UTC. */
function clock(time: number): string {
  const fallback = `${new Date(time).toISOString().slice(11, 19)} UTC`;
  return `<!date^${Math.floor(time / 1000)}^{time_secs}|${fallback}>`;
}

/** What follows the title in `text`, for notifications, screen readers and clients without blocks. */
function storySentences(story: EpisodeStory, words: EpisodeWords): string[] {
  // If some standalone tasks failed, those are the ones reported.
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

/** The status dot: yellow is in progress, red is broken, green is as it should be, orange was rolled back, white is over without a verdict. */
export function episodeDot(story: EpisodeStory): string {
  const { kind, trouble, severity, outcome, rollout, reached, superseded } = story;
  if (superseded || story.deleted) return ':white_circle:';
  if (outcome?.result === 'failed') return ':red_circle:';
  if (kind === 'standalone') return story.isProblem ? ':red_circle:' : ':white_circle:';
  if (kind === 'rollout') return rolloutDot(rollout);
  if (reached) return ':large_green_circle:';
  const isBroken = [kind, trouble].some((one) => one === 'impaired' || one === 'crash-loop');
  return isBroken || severity === 'failing' ? ':red_circle:' : ':large_yellow_circle:';
}

function rolloutDot(rollout: EpisodeStory['rollout']): string {
  if (rollout?.rollback === 'COMPLETED') return ':large_orange_circle:';
  if (rollout?.state === 'ENDED') return ':white_circle:';
  if (rollout?.state === 'FAILED' || rollout?.hanging) return ':red_circle:';
  return rollout?.state === 'COMPLETED' ? ':large_green_circle:' : ':large_yellow_circle:';
}

/**
 * What can be asked or done next. A message is edited while somebody is about to tap, so a button that is shown keeps its place: buttons added later
 * come last, and buttons that go away are last. If nothing stopped unasked, there is no Why and no last log lines. But a message that offers to undo
 * has them from the start, since Undo has to come after them.
 */
function episodeButtons(story: EpisodeStory, words: EpisodeWords): Button[] {
  const { target, stops, stopCount } = story;
  const { buttons } = words;
  const name = targetName(target);
  const asked = stops.filter((stop) => stop.asked).length;
  const about =
    stopCount > asked || isUndoable(story)
      ? [lineButton(buttons.why, `why ${name}`, 'why'), lineButton(buttons.logs, `logs ${name}`, 'logs')]
      : [];
  if (!('service' in target)) {
    const mute = 'family' in target ? [lineButton(buttons.mute, `mute ${name} 2h`, 'mute')] : [];
    return [lineButton(buttons.stopped, `tasks ${name} --stopped`, 'stopped'), ...mute, ...about];
  }
  return [
    lineButton(buttons.service, `service ${name}`, 'service'),
    lineButton(buttons.stopped, `tasks ${name} --stopped`, 'stopped'),
    lineButton(buttons.mute, `mute ${name} 2h`, 'mute'),
    ...about,
    ...(story.undoable && story.cause
      ? [lineButton(buttons.undo, `undo ${story.cause.changeId}`, 'undo')]
      : helpingChange(story, name, words)),
  ];
}

/** Whether its message offers, at some point, to undo the change. */
function isUndoable({ cause }: EpisodeStory): boolean {
  return cause?.type === 'scale' && cause.service === undefined;
}

/** A scale-out that ECS can't place is fixed by scaling back; the button leads to a card like a typed line. */
function helpingChange({ cause, impaired, reached }: EpisodeStory, name: string, { buttons }: EpisodeWords) {
  if (cause?.type !== 'scale' || impaired === undefined || reached) return [];
  const { before, after } = cause;
  if (after.desiredCount <= before.desiredCount || cause.service !== undefined) return [];
  const line = `scale ${name} ${before.desiredCount}`;
  return [lineButton(buttons.scaleBack(before.desiredCount), line, 'scale-back')];
}
