import { expect, test } from 'vitest';
import type { Reply } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { catalogueFor } from '../../../src/messages/messages-for.ts';
import type { Message } from '../../../src/views/blocks.ts';
import { problemView } from '../../../src/views/problem.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { makeHostile } from '../../helpers/hostile.ts';
import { sampleProblems } from '../../helpers/sample-problems.ts';
import { sampleReplies } from '../../helpers/sample-replies.ts';
import { japaneseLiterals } from './japanese-literals.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const literals = japaneseLiterals();
/** Names of three words that Japanese engineers write in Latin letters too. */
const names = /Application Auto Scaling|ECS Express Mode|AWS Health Dashboard/g;
const inCode = /`[^`]*`/g;
const english = /[A-Za-z][A-Za-z'’]*(?: [A-Za-z'’]+){2,}/;

/** What is left to read where commands, names and mark-up are taken away. */
function prose(text: string): string {
  return text
    .replace(inCode, '`')
    .replace(/<[^<>]*>/g, ' · ')
    .replace(names, '·');
}

test('every locale of Japanese reads Japanese, all others English', () => {
  const messagesFor = catalogueFor({ en, ja });
  for (const locale of ['ja', 'ja-JP', 'ja_JP', 'JA']) expect(messagesFor(locale)).toBe(ja);
  for (const locale of ['en-US', 'de-DE', 'jav-ID', '', 'constructor']) expect(messagesFor(locale)).toBe(en);
});

test('no sentence of the Japanese catalogues is left in English', () => {
  expect(literals.length).toBeGreaterThan(500);
  expect(literals.filter(({ text }) => english.test(prose(text)))).toEqual([]);
});

const replies: readonly Reply[] = Object.values(sampleReplies);

test.each(replies)('$kind says nothing in English beside what AWS says', (reply) => {
  // What came from outside stands as one Japanese character.
  const { text, blocks } = replyView(
    makeHostile(reply, () => '値'),
    ja,
    { now, shared: false },
  );
  for (const each of [text, ...textsOf(blocks)]) expect(prose(each)).not.toMatch(english);
});

test.each(replies)('$kind has mark-up that Slack sees, with no letter beside it', (reply) => {
  expectFree(replyView(reply, ja, { now, shared: false }));
});

test.each(sampleProblems)('$code in Japanese', (problem) => {
  const message = problemView(
    makeHostile(problem, () => '値'),
    ja,
  );
  expect(prose(message.text)).not.toMatch(english);
  expectFree(problemView(problem, ja));
});

/** Slack takes `*` and a backtick for mark-up only where no letter touches them: Japanese has no spaces of its own. */
function expectFree({ text, blocks }: Message): void {
  for (const shown of [text, ...textsOf(blocks)]) {
    const each = shown.replaceAll(/```[\s\S]*?```/g, '');
    for (const found of each.matchAll(/`[^`\n]*`|\*[^*\n]+\*/g)) {
      const before = each.slice(0, found.index).at(-1) ?? ' ';
      const after = each.slice(found.index + found[0].length).at(0) ?? ' ';
      expect(before + found[0] + after).toMatch(/^[\s(:>*_~"…,.].*[\s):<*_~",.…?]$/su);
    }
  }
}

/** Every text of the blocks in which Slack reads mark-up, and every label. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'text' && typeof each === 'string' ? [each] : textsOf(each),
  );
}
