import type { CommandContext } from './command-context.ts';
import { nearest } from './nearest.ts';
import type { Outcome } from './outcome.ts';
import { readArguments } from './read-arguments.ts';
import { readableContext } from './readable/readable-context.ts';
import { Refusal } from './refusal.ts';
import { splitLine } from './split-line.ts';

/** What a line comes to, and whether the person wants a read shown to the whole channel. */
export interface Dispatched {
  readonly outcome: Outcome;
  readonly share: boolean;
}

/**
 * Runs a line: what was typed after `/ecs`, or the value of a button. Both come this way, so a press is parsed and
 * checked as if it were typed. A command gets to see only what its caller may look at. Throws Refusal for what the person must type otherwise; other errors are AWS's.
 */
export async function dispatch(text: string, context: CommandContext): Promise<Dispatched> {
  const { commands } = context;
  const [name = 'help', ...rest] = splitLine(text);
  const command = commands.find((candidate) => candidate.name === name.toLowerCase());
  if (!command) {
    const shown = commands.filter(({ hidden }) => !hidden);
    const like =
      nearest(
        name,
        shown.map((candidate) => candidate.name),
        1,
      )[0] ?? 'help';
    const example = shown.find((candidate) => candidate.name === like)?.examples[0] ?? 'help';
    throw new Refusal({ code: 'unknownCommand', given: name, nearest: like, example });
  }
  const { share, ...given } = readArguments(command, rest);
  const { userId, channelId } = context.caller;
  const readable = await context.access.readable({ userId, channelId, commands: [command.name] });
  return { outcome: await command.run(given, readableContext(context, readable)), share: share === true };
}
