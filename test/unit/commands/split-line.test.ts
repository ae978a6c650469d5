import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLine } from '../../../src/commands/line/dispatch.ts';

test.each([
  ['', []],
  ['   ', []],
  ['services', ['services']],
  ['  scale   shop/web\t+1 ', ['scale', 'shop/web', '+1']],
  ['scale\u00a0shop/web\u00a04', ['scale', 'shop/web', '4']],
  ['services "my shop"', ['services', 'my shop']],
  ['services “my shop”', ['services', 'my shop']],
  ["services 'my shop'", ['services', 'my shop']],
  ['services ""', ['services', '']],
  ['tasks shop --page=2', ['tasks', 'shop', '--page=2']],
])('%j has the words %j', (text, words) => {
  expect(splitLine(text)).toEqual(words);
});

test.each(['services "shop', "services don't", 'services “shop'])('%s leaves a quote open', (text) => {
  expect(() => splitLine(text)).toThrow(expect.objectContaining({ problem: { code: 'unclosedQuote' } }));
});

test('words without quotes come back in order', () => {
  const word = fc.stringMatching(/^[a-z0-9/+_.:-]{1,20}$/);
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect(splitLine(words.join('  '))).toEqual(words);
    }),
  );
});
