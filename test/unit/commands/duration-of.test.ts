import { expect, test } from 'vitest';
import { durationOf } from '../../../src/commands/line/arguments.ts';

const week = 7 * 86_400_000;
const withSeconds = durationOf({ units: ['s', 'm', 'h', 'd'], mostMs: week });
const without = durationOf({ units: ['m', 'h', 'd'], mostMs: week });

test.each([
  ['30s', 30_000],
  ['30m', 1_800_000],
  ['2H', 7_200_000],
  ['7d', week],
])('%s is %d ms', (text, ms) => {
  expect(withSeconds.parse(text)).toBe(ms);
});

test.each(['0m', '8d', '1.5h', '-1h', '30', 'm', '30 m', '100000m', ''])('%s is no duration', (text) => {
  expect(withSeconds.safeParse(text).error?.issues[0]?.message).toBe('notADuration');
});

test('seconds only where they are asked for', () => {
  expect(without.safeParse('30s').success).toBe(false);
});
