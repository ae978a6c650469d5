import { commands } from '../../src/commands/commands.ts';
import { usage } from '../../src/commands/usage.ts';
import { commandSummaries as english } from '../../src/views/messages/commands.en.ts';
import { commandSummaries as japanese } from '../../src/views/messages/commands.ja.ts';
import { wordOf } from '../../src/views/word-of.ts';

const languages = {
  en: { heads: '| command | shows or does |', summaries: english },
  ja: { heads: '| コマンド | 内容 |', summaries: japanese },
} as const;

/** A README's table of commands, made from the registry; `npm run readme` puts it in, a test holds it there. */
export function commandTable(language: keyof typeof languages): string {
  const { heads, summaries } = languages[language];
  const rows = commands
    .filter(({ hidden }) => !hidden)
    .map((command) => {
      const shown = usage(command).replaceAll('|', '\\|');
      return `| \`/ecs ${shown}\` | ${wordOf(summaries, command.name)} |`;
    });
  return [heads, '| --- | --- |', ...rows].join('\n');
}
