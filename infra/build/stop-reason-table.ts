import {
  isExpected,
  isTrouble,
  type ReasonCode,
  reasonCodes,
} from '../../src/episodes/stop-reasons/codes.ts';
import { reasonRows } from '../../src/episodes/stop-reasons/patterns.ts';
import { en } from '../../src/views/messages/en.ts';

/** The tables of docs/stop-reasons.md, made from the rows and the messages; `npm run readme` puts them in, a test holds them there. */
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

/** As the code decides it: of a service's task, and where it differs of a standalone one. */
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
