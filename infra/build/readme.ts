import { usage } from '../../src/commands/line/command.ts';
import { commands } from '../../src/commands/registry.ts';
import {
  isExpected,
  isTrouble,
  type ReasonCode,
  reasonCodes,
} from '../../src/episodes/stop-reasons/codes.ts';
import { reasonRows } from '../../src/episodes/stop-reasons/patterns.ts';
import { commandSummaries as english } from '../../src/messages/en/commands.ts';
import { en } from '../../src/messages/en/index.ts';
import { commandSummaries as japanese } from '../../src/messages/ja/commands.ts';
import { wordOf } from '../../src/messages/mrkdwn.ts';

const languages = {
  en: { heads: '| command | shows or does |', summaries: english },
  ja: { heads: '| コマンド | 内容 |', summaries: japanese },
} as const;

/** A table of commands from the registry: all that can be typed, or only the named ones. `npm run readme` writes it, a test keeps it current. */
export function commandTable(language: keyof typeof languages, names?: readonly string[]): string {
  const { heads, summaries } = languages[language];
  const rows = commands
    .filter(({ hidden, name }) => !hidden && (names?.includes(name) ?? true))
    .map((command) => {
      const shown = usage(command).replaceAll('|', '\\|');
      return `| \`/ecs ${shown}\` | ${wordOf(summaries, command.name)} |`;
    });
  return [heads, '| --- | --- |', ...rows].join('\n');
}

/** The tables of docs/stop-reasons.md, from the rows and the messages; `npm run readme` writes them, a test keeps them current. */
export function stopReasonTable(): string {
  const rows = reasonCodes.map((code) => {
    const { what, causes, next } = en.stopReasons[code];
    const sources = [...new Set(reasonRows.filter((row) => row.code === code).map(({ source }) => source))];
    return [
      `\`${code}\``,
      `${what('…')}${verdict(code)}`,
      numbered(causes),
      numbered(next),
      sources.map((source, index) => `[${index + 1}](${source})`).join(' ') || '–',
    ];
  });
  return [
    '| code | what happened | likely causes | what to do next | texts |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.map(cell).join(' | ')} |`),
  ].join('\n');
}

/** As the code decides it: for a service's task, and for a standalone one if that differs. */
function verdict(code: ReasonCode): string {
  if (isExpected(code, false))
    return isTrouble(code, false) ? ' (expected; of a service it is told)' : ' (expected)';
  return isExpected(code, true) ? ' (expected of a standalone task)' : '';
}

function numbered(items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('<br>') || '–';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
