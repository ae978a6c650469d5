import { muteEndView } from '../views/mute-end-view.ts';
import { channelWords } from './channel-words.ts';
import { tellOnce } from './tell-once.ts';
import type { World } from './world.ts';

/**
 * Tells each channel whose mute has ended what it held back, and forgets the mute. Gives the time at which the next mute
 * ends, epoch milliseconds; undefined without one.
 * @throws Error when Slack did not take it: the queue brings the look again, and the sweep looks every minute
 */
export async function endMutes(world: World): Promise<number | undefined> {
  const { mutes } = await world.settings.load();
  const words = await channelWords(world);
  const now = world.now();
  for (const mute of mutes.filter(({ until }) => until <= now)) {
    const { channel, pattern, until, heldBack } = mute;
    const message = muteEndView(pattern, heldBack, words(channel));
    await tellOnce(world, { pk: `notice#mute ${channel} ${pattern}`, at: until, channel, message });
    await world.settings.deleteMute(mute);
  }
  const next = Math.min(...mutes.filter(({ until }) => until > now).map(({ until }) => until));
  return Number.isFinite(next) ? next : undefined;
}
