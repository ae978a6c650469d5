import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskChange } from '../../../src/changes/change.ts';
import { en } from '../../../src/messages/en/index.ts';
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

const awake = { scaleIn: false, scaleOut: false, scheduled: false };
const scale = {
  type: 'scale',
  target: { cluster: 'shop', service: 'web' },
  before: { desiredCount: 3, runningCount: 3 },
  after: { desiredCount: 6 },
} as const;
const stop = {
  type: 'stop-task',
  target: { cluster: 'shop', service: 'web' },
  taskArn: 'arn:aws:ecs:eu-west-1:123456789012:task/shop/0123456789abcdef',
  before: { runningCount: 3, desiredCount: 3, taskDefinition: 'web:7' },
} as const;

test.each<[TaskChange, string]>([
  [scale, 'scale `shop/web` 3 → 6'],
  [{ ...scale, forMs: 7_200_000 }, 'scale `shop/web` 3 → 6, for 2 h'],
  [{ ...scale, undoes: { changeId: 'c', by: 'person' } }, 'scale `shop/web` 3 → 6, an undo'],
  [{ ...scale, undoes: { changeId: 'c', by: 'timer' } }, 'scale `shop/web` 3 → 6, the time was over'],
  [
    {
      ...scale,
      autoscaling: {
        before: { minCapacity: 2, maxCapacity: 4, suspended: awake },
        after: { minCapacity: 2, maxCapacity: 6, suspended: awake },
      },
    },
    'scale `shop/web` 3 → 6, auto scaling 2–4 → 2–6',
  ],
  [
    {
      ...scale,
      autoscaling: {
        before: { minCapacity: 2, maxCapacity: 4, suspended: awake },
        after: {
          minCapacity: 2,
          maxCapacity: 4,
          suspended: { scaleIn: true, scaleOut: true, scheduled: true },
        },
      },
      forMs: 3_600_000,
    },
    'scale `shop/web` 3 → 6, auto scaling 2–4 → paused, for 1 h',
  ],
  [stop, 'stop task `01234567` of `shop/web`, 3 running'],
  [{ ...stop, drill: true }, 'drill: stop task `01234567` of `shop/web`, 3 running'],
])('%o', (change, words) => {
  expect(en.audit.what(change)).toBe(words);
});

test('every reason to refuse has words', () => {
  for (const why of ['standing', 'noPolicy', 'noGrant', 'limit', 'maxTag', 'cardGone', 'needsSecondPerson'])
    expect(en.audit.refused(why)).not.toContain(`refused: ${why}`);
});
