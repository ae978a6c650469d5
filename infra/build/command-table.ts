import { commands } from '../../src/commands/commands.ts';
import { usage } from '../../src/commands/usage.ts';
import { en } from '../../src/views/messages/en.ts';
import { wordOf } from '../../src/views/word-of.ts';

/** The README's table of commands, made from the registry; `npm run readme` puts it in, a test holds it there. */
export function commandTable(): string {
  const rows = commands
    .filter(({ hidden }) => !hidden)
    .map((command) => {
      const shown = usage(command).replaceAll('|', '\\|');
      return `| \`/ecs ${shown}\` | ${wordOf(en.commands, command.name)} |`;
    });
  return ['| command | shows or does |', '| --- | --- |', ...rows].join('\n');
}
