import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAge } from '../../../src/messages/mrkdwn.ts';

test.each([
  [0, '0s'],
  [999, '0s'],
  [-5_000, '0s'],
  [Number.NaN, '0s'],
  [38_400, '38s'],
  [60_000, '1m'],
  [278_000, '4m 38s'],
  [3_600_000, '1h'],
  [3_659_000, '1h'],
  [11_100_000, '3h 5m'],
  [12 * 86_400_000 + 3_700_000, '12d 1h'],
])('%d ms is %s', (ms, expected) => {
  expect(formatAge(ms, 'en')).toBe(expected);
});

test('another language has its own letters', () => {
  expect(formatAge(278_000, 'ja')).toBe('4 分 38 秒');
  expect(formatAge(0, 'ja')).toBe('0 秒');
  expect(formatAge(10_800_000, 'ja')).toBe('3 時間');
});

test('any time has a text', () => {
  fc.assert(fc.property(fc.integer(), (ms) => formatAge(ms, 'en') !== ''));
});
