import { matchesPattern } from './matches-pattern.ts';
import type { Mute } from './mute.ts';

/** The mute that keeps this target out of the channel now, the one that lasts longest; undefined when none does. */
export function activeMute(
  mutes: readonly Mute[],
  { channel, name, now }: { readonly channel: string; readonly name: string; readonly now: number },
): Mute | undefined {
  return mutes
    .filter((mute) => mute.channel === channel && mute.until > now && matchesPattern(mute.pattern, name))
    .sort((one, other) => other.until - one.until)[0];
}
