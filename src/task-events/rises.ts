import { targetName } from '../aws/ecs/target.ts';
import type { EpisodeStory, Severity } from '../episodes/episode-story.ts';
import type { Delivery, EpisodeRecord, Rise } from '../episodes/record.ts';
import { calmMs, isRise } from '../episodes/severity.ts';
import { tellEpisode } from '../episodes/story.ts';
import { activeMute, route, type Settings } from '../notifications/settings.ts';
import { isRemoved } from './queue.ts';

/** Posts whose answers were lost: the message may be in the channel, but nobody knows where. */
export const unanswered = 'unanswered';

/** The level that the channel was last notified of. Records of the previous version only know what was sent. */
function notifiedLevel({ notified, ts, gone, sentProblem }: Delivery): Severity {
  if (notified !== undefined) return notified;
  if (ts === undefined && gone === undefined) return 'quiet';
  return sentProblem === true ? 'problem' : 'told';
}

/** Who wants to be notified, and when. */
interface NotifyContext {
  readonly settings: Pick<Settings, 'mutes' | 'watches'>;
  readonly defaultChannel: string;
  readonly now: number;
}

/**
 * The record with a notification due in each channel in which the open episode is worse than the level last notified, or bad again after a long calm.
 * It stays due until it is sent, even if things are better by then. Where the target is muted or no longer followed, nothing is due: if it is still
 * as bad when that ends, the notification is due then.
 */
export function noteRises(record: EpisodeRecord, context: NotifyContext): EpisodeRecord {
  const { episode, deliveries } = record;
  if (episode.phase !== 'open' || deliveries.length === 0) return record;
  const story = tellEpisode(episode);
  const isOver = story.reached || record.steadySince !== undefined;
  const noted = deliveries.map((delivery) => {
    if (!takesNotice(delivery)) return withoutRise(delivery);
    if (isHushed(delivery, record, context)) return hushed(withoutRise(delivery));
    return withRise(awake(delivery, isOver ? story.times.newestAt : undefined), story);
  });
  return noted.every((delivery, index) => delivery === deliveries[index])
    ? record
    : { ...record, deliveries: noted };
}

/** A first post notifies by itself; where the channel is closed to the bot, nothing does. */
function takesNotice({ ts, gone }: Delivery): boolean {
  return gone === undefined ? ts !== undefined : gone === unanswered || isRemoved(gone);
}

/** Whether the target is muted in the channel, or no longer shown there; a change is always shown where it was asked for. */
function isHushed(
  { channel }: Delivery,
  { episode, tags = { channels: [] } }: EpisodeRecord,
  { settings: { mutes, watches }, defaultChannel, now }: NotifyContext,
): boolean {
  const name = targetName(episode.target);
  if (activeMute(mutes, { channel, name, now }) !== undefined) return true;
  const named = episode.cause === undefined ? tags : { ...tags, channels: [...tags.channels, channel] };
  return !route({ name, isProblem: true, tags: named, watches, defaultChannel }).includes(channel);
}

function hushed(delivery: Delivery): Delivery {
  return delivery.hushed ? delivery : { ...delivery, hushed: true };
}

/** Trouble that came and went while notifications were off is not notified later: only what begins after that is. */
function awake(delivery: Delivery, overAt: number | undefined): Delivery {
  if (!delivery.hushed) return delivery;
  const { hushed: _, ...rest } = delivery;
  return overAt === undefined ? rest : { ...rest, overAt };
}

function withRise(delivery: Delivery, { severity, isProblem, times }: EpisodeStory): Delivery {
  if (!isProblem || times.newestAt <= (delivery.overAt ?? -1)) return delivery;
  const { rise, troubleAt = times.lastAt } = delivery;
  const isAgain = rise === undefined && times.newestAt > troubleAt + calmMs;
  const known =
    times.lastAt > (delivery.troubleAt ?? -1)
      ? { ...delivery, troubleAt: times.lastAt, ...(isAgain && { notified: 'told' as const }) }
      : delivery;
  if (!isRise(rise?.level ?? notifiedLevel(known), severity)) return known;
  const again = isAgain ? times.newestAt : rise?.again;
  return { ...known, rise: { ...(rise ?? unsent), level: severity, ...(again !== undefined && { again }) } };
}

const unsent: Omit<Rise, 'level'> = { tries: 0, notBefore: 0, failures: 0 };

function withoutRise(delivery: Delivery): Delivery {
  if (delivery.rise === undefined) return delivery;
  const { rise: _, ...rest } = delivery;
  return rest;
}

/** The delivery after its channel was notified of this level; a higher level reached in the meantime is still due. */
export function notifiedOf(delivery: Delivery, level: Severity): Delivery {
  const { rise, ...rest } = delivery;
  const notified = isRise(notifiedLevel(delivery), level) ? level : notifiedLevel(delivery);
  if (rise === undefined || !isRise(notified, rise.level)) return { ...rest, notified };
  const { level: due, again } = rise;
  return { ...rest, notified, rise: { ...unsent, level: due, ...(again !== undefined && { again }) } };
}
