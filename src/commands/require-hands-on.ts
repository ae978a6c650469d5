import type { HandsOn } from '../ecs/hands-on.ts';
import type { CommandContext } from './command-context.ts';
import { Refusal } from './refusal.ts';

/** Where the hands-on's stack is. Throws Refusal in a bot that was deployed without it. */
export function requireHandsOn({ handsOn }: Pick<CommandContext, 'handsOn'>): HandsOn {
  if (handsOn === undefined) throw new Refusal({ code: 'noHandsOn' });
  return handsOn;
}
