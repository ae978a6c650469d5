import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationOf, nearest } from '../../../src/commands/line/arguments.ts';
import { splitTarget } from '../../../src/commands/line/find-service.ts';
import { isTaskTarget, orderStoppedTasks, orderTasks } from '../../../src/commands/line/find-task.ts';
import { sampleTask } from '../../helpers/sample-ecs.ts';

const id = '3f2a91bc3f2a91bc3f2a91bc3f2a91bc';

describe('splitTarget', () => {
  test.each([
    ['shop/web', { cluster: 'shop', name: 'web' }],
    ['web', { name: 'web' }],
    ['/web', { name: 'web' }],
    ['shop/', { cluster: 'shop', name: '' }],
    ['arn:aws:ecs:eu-west-1:123456789012:service/shop/web', { cluster: 'shop', name: 'web' }],
    ['arn:aws-cn:ecs:cn-north-1:123456789012:service/shop/web', { cluster: 'shop', name: 'web' }],
    ['arn:aws:ecs:eu-west-1:123456789012:service/web', { name: 'web' }],
    [`arn:aws:ecs:eu-west-1:123456789012:task/shop/${id}`, { cluster: 'shop', name: id }],
  ])('%s', (given, parts) => {
    expect(splitTarget(given)).toEqual(parts);
  });
});

describe('isTaskTarget', () => {
  test.each([
    [id, true],
    [`shop/${id}`, true],
    ['shop/8b6e2a34-1c1f-4c1e-9d5a-0f8e3c2b1a00', true],
    [`arn:aws:ecs:eu-west-1:123456789012:task/shop/${id}`, true],
    ['shop/web', false],
    ['shop/deadbeef', false],
    [`shop/${id.toUpperCase()}`, false],
  ])('%s: %s', (given, expected) => {
    expect(isTaskTarget(given)).toBe(expected);
  });
});

describe('nearest', () => {
  test.each([
    ['wbe', ['api', 'web', 'worker'], 'web'],
    ['WEB', ['api', 'web'], 'web'],
    ['work', ['web', 'worker'], 'worker'],
    ['payment-web', ['api', 'web'], 'web'],
  ])('%s of %j is %s', (given, candidates, first) => {
    expect(nearest(given, candidates)[0]).toBe(first);
  });

  test('three at most, of nothing none', () => {
    expect(nearest('a', ['a1', 'a2', 'a3', 'a4'])).toEqual(['a1', 'a2', 'a3']);
    expect(nearest('a', [])).toEqual([]);
  });
});

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

const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const shuffled = <Item>(items: readonly Item[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length });

test('starting, unhealthy, then what has run longest, in whatever order ECS tells them', () => {
  const tasks = [
    sampleTask({ id: 'starting', lastStatus: 'PENDING', startedAt: undefined, createdAt: at('11:58:00') }),
    sampleTask({
      id: 'starting later',
      lastStatus: 'PROVISIONING',
      startedAt: undefined,
      createdAt: at('11:59:00'),
    }),
    sampleTask({ id: 'unhealthy', health: 'UNHEALTHY', startedAt: at('11:30:00') }),
    sampleTask({ id: 'oldest', startedAt: at('03:00:00') }),
    sampleTask({ id: 'newest', health: 'UNKNOWN', startedAt: at('11:55:00') }),
  ];
  fc.assert(
    fc.property(shuffled(tasks), (given) => {
      expect(orderTasks(given)).toEqual(tasks);
    }),
  );
});

test('still stopping, then the newest stop', () => {
  const tasks = [
    sampleTask({ id: 'stopping', stoppingAt: at('11:59:00') }),
    sampleTask({ id: 'stopping longer', stoppingAt: at('11:58:00') }),
    sampleTask({ id: 'just now', stoppingAt: at('11:50:00'), stoppedAt: at('11:57:00') }),
    sampleTask({ id: 'long ago', stoppingAt: at('11:10:00'), stoppedAt: at('11:11:00') }),
    sampleTask({ id: 'nobody knows', stoppedAt: new Date(0) }),
  ];
  fc.assert(
    fc.property(shuffled(tasks), (given) => {
      expect(orderStoppedTasks(given)).toEqual(tasks);
    }),
  );
});
