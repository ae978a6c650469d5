import { describe, expect, test } from 'vitest';
import { nearest } from '../../../src/commands/line/arguments.ts';
import { splitTarget } from '../../../src/commands/line/find-service.ts';
import { isTaskTarget } from '../../../src/commands/line/find-task.ts';

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
