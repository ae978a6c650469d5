import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandTable, stopReasonTable } from '../../../infra/build/readme.ts';
import { firstCommands } from '../../../src/commands/help.ts';
import { outlineOf } from '../../helpers/outline-of.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const text = (file: string) => readFileSync(root + file, 'utf8');
const documents = [
  'README.md',
  'README.ja.md',
  'CONTRIBUTING.md',
  ...['changes', 'commands', 'deploy', 'deployments', 'design', 'episodes', 'local-aws'].map(
    (name) => `docs/${name}.md`,
  ),
];
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

const english = text('README.md');
const japanese = text('README.ja.md');

test('the READMEs have the same headings, commands, pictures, links and paragraphs, in the same order', () => {
  expect(outlineOf(japanese)).toEqual(outlineOf(english));
});

test('they link to each other before the first paragraph', () => {
  expect(english).toMatch(/^# .*\n\nEnglish \| \[日本語\]\(README\.ja\.md\)\n/);
  expect(japanese).toMatch(/^# .*\n\n\[English\]\(README\.md\) \| 日本語\n/);
});

test('the Japanese one has no paragraph and no comment left in English', () => {
  const prose = japanese.replace(/^```[\s\S]*?^```/gm, '').replace(/^# .*\n\n.*/, '');
  const comments = [...japanese.matchAll(/^[a-z].*\s# (.*)$/gm)].map(([, comment]) => comment);
  for (const text of [...prose.split(/\n{2,}|\n(?=- |\d+\. |\|)/), ...comments]) {
    if (!/^(?:\s*|\| --- .*|<!--.*)$/.test(text!))
      expect(text).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
  }
});

describe('an outline notices', () => {
  test.each([
    ['a heading of another level', /^## /m, '### '],
    ['a heading too many', /^## /m, '## One more\n\n## '],
    ['another command', 'npm run verify', 'npm run check'],
    ['another option', '--region eu-west-1', '--region us-east-1'],
    ['a comment that is gone', /\s+# .*$/m, ''],
    ['a picture that is gone', /^!\[.*\)$/m, ''],
    ['another link', '(docs/deploy.md)', '(docs/design.md)'],
    ['another name in the text', '`ecs-bot:protected`', '`ecs-bot:guarded`'],
    ['a point of a list that is gone', /^- It [\s\S]*?(?=^- )/m, ''],
    ['a numbered point that is gone', /^2\. \*\*[\s\S]*?(?=^3\. )/m, ''],
    ['a paragraph too many', '\n\n```sh', '\n\nA word more.\n\n```sh'],
    ['a drawing without an arrow', ' ─▶', ''],
  ])('%s', (_, from, to) => {
    const changed = english.replace(from, to);
    expect(changed).not.toBe(english);
    expect(outlineOf(changed)).not.toEqual(outlineOf(english));
  });
});
