import { expect, test } from 'vitest';
import { maskField } from '../../../src/redact/redact.ts';

const masked = (value: unknown) => JSON.parse(JSON.stringify(value, maskField));

test('a text is masked, wherever it stands', () => {
  expect(masked({ line: 'token=abcdefgh', deep: [{ url: 'postgres://shop:hunter2@db/shop' }] })).toEqual({
    line: 'token=‹masked›',
    deep: [{ url: 'postgres://shop:‹masked›@db/shop' }],
  });
});

test('a field that is named as a secret’s is masked, whatever it holds', () => {
  const value = 'plain, "quoted"; and more';
  expect(masked({ password: value, apiKey: value, BOT_TOKEN: value, colour: value })).toEqual({
    ...{ password: '‹masked›', apiKey: '‹masked›', BOT_TOKEN: '‹masked›' },
    colour: value,
  });
});

test('what is no text stays', () => {
  expect(masked({ tokens: 3, password: null, at: 1.5, ok: true })).toEqual({
    ...{ tokens: 3, password: null, at: 1.5, ok: true },
  });
});
