import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAuditWords } from '../../../src/commands/audit.ts';

const read = (line: string) => readAuditWords(line.split(' ').filter(Boolean), 'U0CALLER1');
const day = 86_400_000;

test.each([
  ['', { sinceMs: day }],
  ['30m', { sinceMs: 1_800_000 }],
  ['31d', { sinceMs: 31 * day }],
  ['U024BE7LR', { sinceMs: day, userId: 'U024BE7LR' }],
  ['me', { sinceMs: day, userId: 'U0CALLER1' }],
  ['shop/web', { sinceMs: day, target: 'shop/web' }],
  ['shop/*', { sinceMs: day, target: 'shop/*' }],
  ['web', { sinceMs: day, target: 'web' }],
  ['arn:aws:ecs:eu-west-1:123456789012:service/shop/web', { sinceMs: day, target: 'shop/web' }],
  ['arn:aws:ecs:eu-west-1:123456789012:cluster/shop', { sinceMs: day, target: 'shop' }],
])('%s', (line, question) => {
  expect(read(line)).toEqual(question);
});

test('the words stand in any order', () => {
  const words = ['U024BE7LR', 'shop/web', '7d'];
  fc.assert(
    fc.property(fc.shuffledSubarray(words, { minLength: 3 }), (shuffled) => {
      expect(readAuditWords(shuffled, 'U0CALLER1')).toEqual({
        sinceMs: 7 * day,
        userId: 'U024BE7LR',
        target: 'shop/web',
      });
    }),
  );
});

test.each([
  ['@olivia', { problem: 'nameOnly', given: '@olivia' }],
  ['32d', { problem: 'notASpan', given: '32d' }],
  ['0h', { problem: 'notASpan', given: '0h' }],
  ['shop/web/x', { problem: 'notATarget', given: 'shop/web/x' }],
  ['shop/web shop/api', { problem: 'twice', given: 'shop/api' }],
  ['me U024BE7LR', { problem: 'twice', given: 'U024BE7LR' }],
  ['1h 2h', { problem: 'twice', given: '2h' }],
])('%s is refused', (line, problem) => {
  expect(read(line)).toEqual(problem);
});
