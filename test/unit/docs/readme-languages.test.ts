import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { outlineOf } from '../../helpers/outline-of.ts';

const text = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
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
