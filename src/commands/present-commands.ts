import type { Command } from './command.ts';

/** The commands of a bot that was deployed for the hands-on, or not: what makes and deletes resources is only in the one that was. */
export function presentCommands(commands: readonly Command[], handsOn: boolean): readonly Command[] {
  return handsOn ? commands : commands.filter(({ only }) => only !== 'hands-on');
}
