import * as z from 'zod';
import type { CommandDescription } from './command.ts';
import { defineCommand } from './define-command.ts';
import { unknownCommand } from './line/verbs.ts';
import type { Outcome } from './outcome.ts';
import { shareFlag } from './share-flag.ts';
import { usage } from './usage.ts';

/** All commands, or the one that was asked for. */
export interface HelpReply {
  readonly kind: 'help';
  readonly commands: readonly (Pick<CommandDescription, 'name' | 'kind' | 'examples'> & {
    readonly usage: string;
  })[];
}

/** `/ecs help [command]` */
export const help = defineCommand({
  name: 'help',
  kind: 'read',
  words: [{ name: 'command', hint: 'command', optional: true }],
  flags: [shareFlag],
  examples: ['help', 'help scale'],
  args: z.object({ command: z.string().optional() }),
  async run({ command }, { commands }) {
    const shown = commands.filter(({ hidden }) => !hidden);
    if (command === undefined) return reply(shown.map(withoutShare));
    const found = shown.find(({ name }) => name === command.toLowerCase());
    if (!found) throw unknownCommand(command, commands);
    return reply([found]);
  },
});

/** `--share` stands at every read; the list says it once for all. */
function withoutShare(command: CommandDescription): CommandDescription {
  return { ...command, flags: command.flags.filter((flag) => flag !== shareFlag) };
}

function reply(shown: readonly CommandDescription[]): Outcome {
  const commands = shown.map((each) => ({
    name: each.name,
    kind: each.kind,
    examples: each.examples,
    usage: usage(each),
  }));
  return { type: 'reply', reply: { kind: 'help', commands } };
}
