import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commandTable, stopReasonTable } from '../../../infra/build/readme.ts';
import { firstCommands } from '../../../src/commands/help.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const documents = [
  'README.md',
  'README.ja.md',
  'CONTRIBUTING.md',
  ...['commands', 'design', 'deploy', 'episodes', 'local-aws'].map((name) => `docs/${name}.md`),
];
const text = (file: string) => readFileSync(root + file, 'utf8');
const scripts = Object.keys(JSON.parse(text('package.json')).scripts);

test('the READMEs and docs/commands.md show the commands as the registry has them (npm run readme)', () => {
  expect(firstCommands).toHaveLength(10);
  expect(text('README.md')).toContain(commandTable('en', firstCommands));
  expect(text('README.ja.md')).toContain(commandTable('ja', firstCommands));
  for (const language of ['en', 'ja'] as const)
    expect(text('docs/commands.md')).toContain(commandTable(language));
});

test('docs/stop-reasons.md shows the codes as the table has them (npm run readme)', () => {
  expect(text('docs/stop-reasons.md')).toContain(stopReasonTable());
});

test.each(documents)('%s names only scripts, files and pictures that exist', (file) => {
  for (const [, script] of text(file).matchAll(/npm run ([\w-]+(?::\w+)?)(?![\w:]|\*)/g))
    expect(scripts, file).toContain(script);
  for (const [, path] of text(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
    expect(existsSync(new URL(path!, new URL(file, `file://${root}`))), `${file}: ${path}`).toBe(true);
  }
});
