import { expect, test } from 'vitest';
import { maskLines } from '../../../src/aws/logs.ts';
import { maskSecrets } from '../../../src/redact/redact.ts';

/** A clock on which each look takes so many milliseconds. */
const slow = (step: number) => {
  let now = 0;
  return () => (now += step);
};
/** Too long to be read without looking at the clock. */
const more = 'and more '.repeat(200);
const line = `the user wrote password=hunter2 ${more}`;

test('a text that takes too long is masked as a whole', () => {
  expect(maskSecrets(line, slow(1))).toBe(`the user wrote password=‹masked› ${more}`);
  expect(maskSecrets(line, slow(1000))).toBe('‹masked›');
});

test('lines that take too long are masked as a whole, and none is lost', () => {
  const lines = Array.from({ length: 50 }, (_, at) => ({ at, message: line }));
  const shown = maskLines(lines, slow(1000));
  expect(shown.map(({ at }) => at)).toEqual(lines.map(({ at }) => at));
  expect(new Set(shown.map(({ message }) => message))).toEqual(new Set(['‹masked›']));
});

test('a text is cut before it is read, and never through a word', () => {
  const token = ['gh', 'p_', 'A1b2'.repeat(9)].join('');
  const shown = maskSecrets(`${'word '.repeat(19_998)}${token} tail`);
  expect(shown).not.toContain('A1b2');
  expect(shown).toMatch(/word …$/);
  expect(maskSecrets(`${'x'.repeat(110_000)} password=hunter2`)).not.toContain('hunter2');
});

test('a value in the lines after its name is found, and a line of nothing else is left out', () => {
  const shown = (...messages: string[]) =>
    maskLines(messages.map((message, at) => ({ at, message }))).map(({ message }) => message);
  expect(shown('{', '  "name": "DB_PASSWORD",', '  "value": "hunter2"', '}')).toEqual([
    '{',
    '  "name": "DB_PASSWORD",',
    '  "value": "‹masked›"',
    '}',
  ]);
  expect(shown('password: |', '  hunter2', 'user: bob')).toEqual(['password: |', '‹masked›', 'user: bob']);
  expect(
    shown('-----BEGIN PRIVATE KEY-----', 'A'.repeat(64), '-----END PRIVATE KEY-----', 'GET / 200'),
  ).toEqual(['‹masked›', 'GET / 200']);
});
