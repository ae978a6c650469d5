import { expectedReasons } from '../../src/episodes/stop-reasons/expected-reasons.ts';
import { reasonCodes } from '../../src/episodes/stop-reasons/reason-codes.ts';
import { reasonRows } from '../../src/episodes/stop-reasons/reason-rows.ts';
import { en } from '../../src/views/messages/en.ts';

/** The tables of docs/stop-reasons.md, made from the rows and the messages; `npm run readme` puts them in, a test holds them there. */
export function stopReasonTable(): string {
  const rows = reasonCodes.map((code) => {
    const { what, causes, next } = en.stopReasons[code];
    const sources = [...new Set(reasonRows.filter((row) => row.code === code).map(({ source }) => source))];
    return [
      `\`${code}\``,
      `${what('…')}${expectedReasons.has(code) ? ' (expected)' : ''}`,
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

function numbered(items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('<br>') || '–';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
