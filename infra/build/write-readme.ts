import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { firstCommands } from '../../src/commands/help.ts';
import { accessSchema } from './access.ts';
import { commandTable, stopReasonTable } from './readme.ts';

put('README.md', 'commands', commandTable('en', firstCommands));
put('README.ja.md', 'commands', commandTable('ja', firstCommands));
put('docs/commands.md', 'commands', commandTable('en'));
put('docs/commands.md', 'commands-ja', commandTable('ja'));
put('docs/stop-reasons.md', 'stop-reasons', stopReasonTable());
writeFileSync(fileURLToPath(new URL('../access.schema.json', import.meta.url)), accessSchema());

/** Puts a generated part between its two markers. */
function put(file: string, name: string, text: string): void {
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  const marked = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*(<!-- /${name} -->)`);
  const given = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    given.replace(marked, (_, start: string, end: string) => `${start}${text}\n${end}`),
  );
}
