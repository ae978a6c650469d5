import type { Button } from '@slack/types';
import { targetName } from '../../aws/ecs/target.ts';
import type { Episode } from '../../episodes/episode.ts';
import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { isEnded } from '../../episodes/facts.ts';
import type { StopReason, StopStory } from '../../episodes/stops.ts';
import { tellEpisode } from '../../episodes/story.ts';
import { escapeText } from '../../messages/mrkdwn.ts';
import { actions, context, lineButton, type Message, section, toMessage } from '../blocks.ts';
import { progressLines } from './progress.ts';
import { rolloutPlan } from './rollout-plan.ts';
import { type EpisodeWords, isUnseen, reasonWords, seconds, storyTitle } from './titles.ts';

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

/**
 * The single message of an episode, as it is now. It depends on the facts alone, so that two readers of the same facts send the same message; a bot that
 * may not answer hooks offers no buttons for it, nor takes a deployment back.
 */
export function episodeView(
  episode: Episode,
  messages: { readonly episodes: EpisodeWords },
  answersHooks = true,
): Message {
  const words = messages.episodes;
  const story = tellEpisode(episode);
  const title = storyTitle(story, words);
  const { kind, rollout, deleted } = story;
  const plan = kind === 'rollout' && rollout && !deleted ? rolloutPlan(rollout, words) : undefined;
  const small = footer(story, words);
  const { frozen } = episode;
  const during = frozen ? [words.frozen(frozen.setBy, frozen.pattern, frozen.reason)] : [];
  const lines = [...during, ...progressLines(story, words), ...stopLines(story, words)];
  return toMessage(words.telling([title, ...during, ...storySentences(story, words)]), [
    section(`${episodeDot(story)} *${title}*`),
    lines.length === 0 ? undefined : section(lines.join('\n')),
    plan,
    small === '' ? undefined : context(small),
    actions([
      ...episodeButtons(story, words, answersHooks),
      ...(answersHooks ? hookButtons(story, words) : []),
    ]),
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

/** How many stops are listed one by one, newest kept. */
const mostTold = 3;

/** What stopped and why, its replacement in progress, and how long recovery took. */
function stopLines(story: EpisodeStory, words: EpisodeWords): string[] {
  if (story.kind === 'crash-loop' || story.kind === 'rollout') return countedReasons(story, 0, words);
  // If some standalone tasks failed, those are the ones reported.
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
  // A closed story whose events were lost never learns of the end.
  const what =
    isEnded(task) || (closed && atLeast)
      ? words.stop.stopped(short)
      : words.stop.stopping(short, task.lastStatus);
  return asked ? what : `${what}: ${reasonWords(reason, words)}`;
}

function replacementLine(stop: StopStory, { closed }: EpisodeStory, words: EpisodeWords): string {
  const { replacement, stage } = stop;
  // A closed story that never saw a replacement needed none: somebody lowered the desired count in the meantime.
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

/**
 * How long recovery took, as precisely as known; undefined if it took no time or is not over. ECS gives no time for health, so it may be known only
 * to lie between two answers.
 */
function healingTime(
  { healedMs, healedAfterMs = healedMs }: Pick<EpisodeStory, 'healedMs' | 'healedAfterMs'>,
  { duration, between }: EpisodeWords,
): string | undefined {
  if (healedMs === undefined || healedAfterMs === undefined) return undefined;
  // The replacement was already running: ECS had started it first.
  if (healedMs === 0) return undefined;
  const [least, most] = [seconds(healedAfterMs), seconds(healedMs)];
  return least === most ? duration(most) : between(least, most);
}

/** The status dot: yellow is in progress, red is broken, green is as it should be, orange was rolled back, white is over without a verdict. */
export function episodeDot(story: EpisodeStory): string {
  if (story.superseded || story.deleted) return ':white_circle:';
  const dot = storyDot(story);
  return dot === ':large_yellow_circle:' && isUnseen(story) ? ':white_circle:' : dot;
}

function storyDot({ kind, trouble, severity, outcome, rollout, reached, isProblem }: EpisodeStory): string {
  if (outcome?.result === 'failed') return ':red_circle:';
  if (kind === 'standalone') return isProblem ? ':red_circle:' : ':white_circle:';
  // All events of a deployment that somebody asked for may be lost.
  if (kind === 'rollout' && rollout?.isOwn) return rolloutDot(rollout);
  if (reached) return ':large_green_circle:';
  const isBroken = [kind, trouble].some((one) => one === 'impaired' || one === 'crash-loop');
  return isBroken || severity === 'failing' ? ':red_circle:' : ':large_yellow_circle:';
}

function rolloutDot(rollout: NonNullable<EpisodeStory['rollout']>): string {
  if (rollout.rollback === 'COMPLETED') {
    return rollout.backAsked ? ':large_green_circle:' : ':large_orange_circle:';
  }
  if (rollout.state === 'ENDED') return ':white_circle:';
  const isGoingBack = rollout.backAsked && rollout.rollback !== 'FAILED';
  if ((rollout.state === 'FAILED' && !isGoingBack) || rollout.hanging) return ':red_circle:';
  return rollout.state === 'COMPLETED' ? ':large_green_circle:' : ':large_yellow_circle:';
}

/**
 * What can be asked or done next. A message is edited while somebody is about to tap, so a button that is shown keeps its place: buttons added later
 * come last, and buttons that go away are last. If nothing stopped unasked, there is no Why and no last log lines. But a message that offers to undo
 * has them from the start, since Undo has to come after them.
 */
function episodeButtons(story: EpisodeStory, words: EpisodeWords, rollsBack: boolean): Button[] {
  const { target, stops, stopCount, cause } = story;
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
    ...(story.undoable && cause && (rollsBack || cause.type !== 'deploy')
      ? [lineButton(buttons.undo, `undo ${cause.changeId}`, 'undo')]
      : helpingChange(story, name, words)),
  ];
}

/** More hooks at once are answered by typing. */
const mostHooks = 5;

/** An answer for each hook that waits for a person, and one rollback, which is enough for all of them. */
function hookButtons({ asks, target }: EpisodeStory, { buttons }: EpisodeWords): Button[] {
  const [first] = asks;
  if (first === undefined) return [];
  const line = (id: string) => `continue ${targetName(target)} --hook ${id}`;
  return [
    ...asks
      .slice(0, mostHooks)
      .map(({ id }, index) =>
        lineButton(
          buttons.continue(asks.length === 1 ? undefined : index + 1),
          line(id),
          `continue:${index}`,
          { style: 'primary' },
        ),
      ),
    lineButton(buttons.rollBack, `${line(first.id)} --action rollback`, 'continue-rollback'),
  ];
}

/** Whether its message offers, at some point, to undo the change. */
function isUndoable({ cause }: EpisodeStory): boolean {
  return cause?.type === 'deploy' || (cause?.type === 'scale' && cause.service === undefined);
}

/** A scale-out that ECS can't place is fixed by scaling back; the button leads to a card like a typed line. */
function helpingChange({ cause, impaired, reached }: EpisodeStory, name: string, { buttons }: EpisodeWords) {
  if (cause?.type !== 'scale' || impaired === undefined || reached) return [];
  const { before, after } = cause;
  if (after.desiredCount <= before.desiredCount || cause.service !== undefined) return [];
  const line = `scale ${name} ${before.desiredCount}`;
  return [lineButton(buttons.scaleBack(before.desiredCount), line, 'scale-back')];
}
