import { targetName } from '../ecs/target-name.ts';
import type { Delivery, EpisodeRecord, Rise } from '../episodes/episode-record.ts';
import { isRise, type Severity } from '../episodes/severity.ts';
import { tellEpisode } from '../episodes/tell-episode.ts';
import { activeMute } from '../watches/active-mute.ts';
import type { Mute } from '../watches/mute.ts';

/** Answers for a message that is not there any more: somebody took it away, and there is nothing to mend. */
const removed = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'block_mismatch']);

/** Whether Slack's refusal is about this one message, and the channel still takes others. */
export function isRemoved(error: string): boolean {
  return removed.has(error);
}

/** Posts whose answers were lost: the message may stand in the channel, but nobody knows where. */
export const unanswered = 'unanswered';

/** The level that the channel was last notified of. Records of the version before know what was sent alone. */
export function notifiedLevel({ notified, ts, gone, sentProblem }: Delivery): Severity {
  if (notified !== undefined) return notified;
  if (ts === undefined && gone === undefined) return 'quiet';
  return sentProblem === true ? 'problem' : 'told';
}

/**
 * The record with a notification due in each channel in which the open episode is worse than the level that was last notified.
 * What rose stays due until it is sent, though it may be better by then. Where the target is muted nothing is due: what is still
 * raised when the mute ends is notified then.
 */
export function noteRises(
  record: EpisodeRecord,
  { mutes, now }: { readonly mutes: readonly Mute[]; readonly now: number },
): EpisodeRecord {
  const { episode, deliveries } = record;
  if (episode.phase !== 'open' || deliveries.length === 0) return record;
  const { severity } = tellEpisode(episode);
  const name = targetName(episode.target);
  const noted = deliveries.map((delivery) => {
    const isMuted = activeMute(mutes, { channel: delivery.channel, name, now }) !== undefined;
    return isMuted || !takesNotice(delivery) ? withoutRise(delivery) : withRise(delivery, severity);
  });
  return noted.every((delivery, index) => delivery === deliveries[index])
    ? record
    : { ...record, deliveries: noted };
}

/** A first post notifies by itself; where the channel is closed to the bot, nothing does. */
function takesNotice({ ts, gone }: Delivery): boolean {
  return gone === undefined ? ts !== undefined : gone === unanswered || isRemoved(gone);
}

function withRise(delivery: Delivery, severity: Severity): Delivery {
  const { rise } = delivery;
  if (!isRise(rise?.level ?? notifiedLevel(delivery), severity)) return delivery;
  const fresh: Omit<Rise, 'level'> = { tries: 0, notBefore: 0, failures: 0 };
  return { ...delivery, rise: { ...(rise ?? fresh), level: severity } };
}

function withoutRise(delivery: Delivery): Delivery {
  if (delivery.rise === undefined) return delivery;
  const { rise: _, ...rest } = delivery;
  return rest;
}

/** The delivery after its channel was notified of this level: what rose above it meanwhile is still due. */
export function notifiedOf(delivery: Delivery, level: Severity): Delivery {
  const { rise, ...rest } = delivery;
  const notified = isRise(notifiedLevel(delivery), level) ? level : notifiedLevel(delivery);
  if (rise === undefined || !isRise(notified, rise.level)) return { ...rest, notified };
  return { ...rest, notified, rise: { level: rise.level, tries: 0, notBefore: 0, failures: 0 } };
}
