import { targetName } from '../../aws/ecs/target.ts';
import type { EpisodeStory } from '../../episodes/episode-story.ts';
import type { StopReason } from '../../episodes/stops.ts';
import type { Messages } from '../../messages/en/index.ts';
import { code, quote } from '../../messages/mrkdwn.ts';

/** The headline: which target, what happened, who asked. Trouble that nobody asked for is never shown under somebody's name. */
export function storyTitle(story: EpisodeStory, words: EpisodeWords): string {
  const { title } = words;
  const name = code(targetName(story.target));
  if (story.outcome?.result !== 'failed' && story.deleted && !isDeleting(story)) return title.deleted(name);
  const { trouble } = story;
  if (hasOwnHeadline(story) && trouble !== undefined) return troubleTitle(trouble, story, words);
  if (story.cause !== undefined) return changeTitle(story, words) ?? '';
  switch (story.kind) {
    case 'standalone':
      return story.troubleCount > 0
        ? title.standalone.failed(name, story.troubleCount)
        : title.standalone.ended(name, story.stopCount);
    case 'rollout':
    case 'crash-loop':
    case 'healing':
    case 'impaired':
      return troubleTitle(story.kind, story, words);
    case 'rebalancing':
      return (story.reached ? title.rebalanced : title.rebalancing)(name);
    default:
      return scaleTitle(name, story, title);
  }
}

/**
 * Whether trouble in a change's episode takes the headline. If the trouble hinders the change itself, the change gets the headline back when it is
 * over.
 */
export function hasOwnHeadline({ trouble, reached, outcome, deleted }: EpisodeStory): boolean {
  if (trouble === undefined || outcome?.result === 'failed' || deleted) return false;
  return trouble !== 'impaired' || !reached;
}

/** The headline of a change that somebody asked for; undefined for any other story. */
export function changeTitle(story: EpisodeStory, { title, stages }: EpisodeWords): string | undefined {
  const { cause, outcome, reached } = story;
  if (cause === undefined) return undefined;
  const name = code(targetName(story.target));
  if (outcome?.result === 'failed') return title.refused(name, cause.askedBy);
  if (isUnseen(story)) return title.unseen(name, cause.askedBy);
  if (cause.type === 'stop-task') {
    if (cause.drill) return title.drill(name, cause.askedBy);
    return (story.stops.some(({ asked }) => asked) ? title.asked : title.asking)(name, cause.askedBy);
  }
  if (cause.type === 'rollback') {
    return (reached ? title.rolledBack : title.rollingBack)(name, cause.askedBy, cause.to);
  }
  if (cause.type === 'continue') {
    if (story.asks.length > 0) return stages.title.waits(name);
    return (reached ? title.continued : title.continuing)(name, cause.askedBy);
  }
  if (cause.type === 'deploy') {
    return (reached ? title.deployed : title.deploying)(name, cause.askedBy, cause.what);
  }
  if (cause.type === 'restart') return (reached ? title.restarted : title.restarting)(name, cause.askedBy);
  if (cause.service === 'deleted') {
    return (story.deleted ? title.deletedBy : title.deleting)(name, cause.askedBy);
  }
  // What was reached counts as reached, whatever came later.
  const done = story.accomplished || (reached && !story.superseded);
  if (cause.service === 'created') {
    return (done ? title.created : title.creating)(name, cause.askedBy, cause.after.desiredCount);
  }
  const { before, after, undoes } = cause;
  // The count stood there already: what went back is what auto scaling may do.
  if (undoes !== undefined && before.desiredCount === after.desiredCount) {
    if (story.outcome?.result !== 'applied') return title.scalingGoesBack(name, cause.askedBy);
    return (undoes === 'timer' ? title.scalingBack : title.scalingUndone)(name, cause.askedBy);
  }
  const words = {
    person: done ? title.undone : title.undoing,
    timer: done ? title.wentBack : title.goingBack,
    nobody: done ? title.scaled : title.scale,
  }[undoes ?? 'nobody'];
  return words(name, cause.askedBy, before.desiredCount, after.desiredCount);
}

/** Whether it is over, nobody knows whether it was made, and nothing was seen of it. */
export function isUnseen({ outcome, closed, superseded, reached, accomplished }: EpisodeStory): boolean {
  return outcome?.result === 'unknown' && closed && !superseded && !reached && !accomplished;
}

function isDeleting({ cause }: EpisodeStory): boolean {
  return cause?.type === 'scale' && cause.service === 'deleted';
}

/** The headline of what is wrong, whatever the message's own headline is by now. */
export function riseTitle(story: EpisodeStory, words: EpisodeWords): string {
  return story.trouble === undefined ? storyTitle(story, words) : troubleTitle(story.trouble, story, words);
}

function troubleTitle(
  kind: NonNullable<EpisodeStory['trouble']>,
  story: EpisodeStory,
  words: EpisodeWords,
): string {
  const { title } = words;
  const { reached, stopCount, stops, keepsFailing, atLeast } = story;
  const name = code(targetName(story.target));
  if (kind === 'rollout') return rolloutTitle(name, story, words);
  const count = stopCount - stops.filter(({ asked }) => asked).length;
  if (keepsFailing) return title.keepsFailing(name, count);
  if (kind === 'crash-loop') return (reached ? title.looped : title.looping)(name, count, atLeast);
  if (kind === 'healing') return title.stopped(name, count, atLeast);
  const { impaired } = story;
  if (stops.length === 0 && impaired !== undefined && !hindersTasks.has(impaired.eventName)) {
    return (reached ? title.warned : title.warns)(name);
  }
  return (reached ? title.wasImpaired : title.impaired)(name);
}

/** ECS's events for tasks it can't start or place; its other complaints are shown under ECS's own names. */
const hindersTasks = new Set([
  ...['SERVICE_TASK_START_IMPAIRED', 'SERVICE_TASK_PLACEMENT_FAILURE', 'SERVICE_TASK_CONFIGURATION_FAILURE'],
]);

function rolloutTitle(
  name: string,
  { rollout, asks }: EpisodeStory,
  { title, stages }: EpisodeWords,
): string {
  if (rollout === undefined) return title.moving(name);
  const { state, rollback, hanging, staging } = rollout;
  if (rollback !== undefined) return title.rollback[rollback](name);
  if (hanging) return title.hanging(name);
  if (state === 'IN_PROGRESS' && staging?.expiring) return stages.title.expires(name);
  return asks.length > 0 ? stages.title.waits(name) : title.rollout[state](name);
}

function scaleTitle(name: string, { scale, reached }: EpisodeStory, title: EpisodeWords['title']): string {
  const { from, to } = scale ?? {};
  if (from === undefined || to === undefined || from === to)
    return (reached ? title.moved : title.moving)(name);
  return (reached ? title.scaledTo : title.scaling)(name, from, to);
}

/** The catalogue's sentences about episodes. */
export type EpisodeWords = Messages['episodes'];

/** Why a task stopped, as part of a sentence. ECS's own text is escaped and shortened. */
export function reasonWords(
  { code, detail = '' }: Pick<StopReason, 'code' | 'detail'>,
  { reasons }: EpisodeWords,
): string {
  return reasons[code].what(quote(detail));
}

/** Whole seconds in a span of milliseconds. ECS's clock and ours may differ, so it is never negative. */
export function seconds(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000));
}
