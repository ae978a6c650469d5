import type { CommandDescription } from './command.ts';

/** The names that a grant's `may` takes beside `read` and `change`: of every command that a person can type. */
export function grantableCommands(
  commands: readonly Pick<CommandDescription, 'name' | 'hidden'>[],
): string[] {
  return commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
}
