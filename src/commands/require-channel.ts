import type { Caller } from './caller.ts';
import { Refusal } from './refusal.ts';

/** What a channel hears is set in that channel. Throws Refusal in a direct message, which nobody else could see. */
export function requireChannel({ channelId }: Caller): void {
  if (channelId.startsWith('D')) throw new Refusal({ code: 'onlyInChannel' });
}
