import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../../infra/local/events/pattern.ts';

const stopped = {
  version: '0',
  source: 'aws.ecs',
  'detail-type': 'ECS Task State Change',
  resources: ['arn:aws:ecs:eu-west-1:1:task/a/1', 'arn:aws:ecs:eu-west-1:1:task/a/2'],
  detail: {
    clusterArn: 'arn:aws:ecs:eu-west-1:1:cluster/Shop',
    lastStatus: 'STOPPED',
    group: 'service:web',
    version: 7,
    isReady: false,
    stopCode: null,
    empty: [],
    containers: [
      { name: 'app', exitCode: 137 },
      { name: 'proxy', exitCode: 0 },
    ],
  },
};

describe.each<[string, object, boolean]>([
  ['equal values', { source: ['aws.ecs'], detail: { lastStatus: ['RUNNING', 'STOPPED'] } }, true],
  ['another value', { source: ['aws.ecr'] }, false],
  ['the case of a value', { source: ['AWS.ecs'] }, false],
  ['one field of two', { source: ['aws.ecs'], detail: { lastStatus: ['RUNNING'] } }, false],
  ['a field that is not there', { detail: { nothing: ['x'] } }, false],
  ['a number, by value', { detail: { version: [7] } }, true],
  ['a number as text', { detail: { version: ['7'] } }, false],
  ['a boolean', { detail: { isReady: [false] } }, true],
  ['null, where it is null', { detail: { stopCode: [null] } }, true],
  ['null, where nothing is', { detail: { nothing: [null] } }, false],
  ['an inherited name', { toString: [{ exists: true }] }, false],
  ['one element of a list', { resources: ['arn:aws:ecs:eu-west-1:1:task/a/2'] }, true],
  ['an object in a list', { detail: { containers: { name: ['app'], exitCode: [137] } } }, true],
  ['two objects in a list together', { detail: { containers: { name: ['proxy'], exitCode: [137] } } }, false],
  ['exists', { detail: { group: [{ exists: true }] } }, true],
  ['exists, null', { detail: { stopCode: [{ exists: true }] } }, true],
  ['exists, not there', { detail: { nothing: [{ exists: true }] } }, false],
  ['exists, an object', { detail: [{ exists: true }] }, false],
  ['exists, an empty list', { detail: { empty: [{ exists: true }] } }, false],
  ['absent', { detail: { nothing: [{ exists: false }] } }, true],
  ['absent below what is absent', { detail: { none: { at: { all: [{ exists: false }] } } } }, true],
  ['absent, but there', { detail: { group: [{ exists: false }] } }, false],
  ['a value or absent', { detail: { nothing: [{ exists: false }, 'x'] } }, true],
  ['prefix', { detail: { group: [{ prefix: 'service:' }] } }, true],
  ['prefix, other', { detail: { group: [{ prefix: 'family:' }] } }, false],
  ['prefix of a number', { detail: { version: [{ prefix: '7' }] } }, false],
  ['prefix in any case', { detail: { group: [{ prefix: { 'equals-ignore-case': 'SERVICE:' } }] } }, true],
  ['suffix', { detail: { clusterArn: [{ suffix: '/Shop' }] } }, true],
  ['suffix, other case', { detail: { clusterArn: [{ suffix: '/shop' }] } }, false],
  ['suffix in any case', { detail: { clusterArn: [{ suffix: { 'equals-ignore-case': '/shop' } }] } }, true],
  ['any case', { detail: { lastStatus: [{ 'equals-ignore-case': 'stopped' }] } }, true],
  ['anything but', { detail: { lastStatus: [{ 'anything-but': 'RUNNING' }] } }, true],
  ['anything but, itself', { detail: { lastStatus: [{ 'anything-but': ['RUNNING', 'STOPPED'] }] } }, false],
  ['anything but, not there', { detail: { nothing: [{ 'anything-but': 'x' }] } }, false],
  ['anything but a number', { detail: { version: [{ 'anything-but': [7] }] } }, false],
  ['anything but a prefix', { detail: { group: [{ 'anything-but': { prefix: 'service:' } }] } }, false],
  ['anything but prefixes', { detail: { group: [{ 'anything-but': { prefix: ['a', 'b'] } }] } }, true],
  ['anything but a suffix', { detail: { group: [{ 'anything-but': { suffix: 'api' } }] } }, true],
  ['anything but a wildcard', { detail: { group: [{ 'anything-but': { wildcard: '*:w*' } }] } }, false],
  [
    'anything but any case',
    { detail: { group: [{ 'anything-but': { 'equals-ignore-case': 'SERVICE:WEB' } }] } },
    false,
  ],
  ['numeric', { detail: { version: [{ numeric: ['>', 0, '<=', 7] }] } }, true],
  ['numeric, out of range', { detail: { version: [{ numeric: ['<', 7] }] } }, false],
  ['numeric of text', { detail: { group: [{ numeric: ['>', 0] }] } }, false],
  ['numeric in a list', { detail: { containers: { exitCode: [{ numeric: ['>', 128] }] } } }, true],
  ['wildcard', { detail: { clusterArn: [{ wildcard: 'arn:*:cluster/*op' }] } }, true],
  ['wildcard, whole text', { detail: { clusterArn: [{ wildcard: '*:cluster' }] } }, false],
  ['$or', { detail: { $or: [{ lastStatus: ['RUNNING'] }, { version: [7] }] } }, true],
  ['$or, neither', { $or: [{ source: ['x'] }, { version: ['1'] }] }, false],
  ['$or beside a field', { source: ['x'], $or: [{ source: ['aws.ecs'] }, { version: ['0'] }] }, false],
])('%s', (_what, pattern, expected) => {
  test(`is ${expected}`, () => {
    expect(matchesPattern(pattern, stopped)).toBe(expected);
  });
});

test.each<[unknown, string]>([
  [{}, 'an empty object'],
  [{ source: 'aws.ecs' }, 'at source: it must be an object or a list'],
  [{ source: [] }, 'at source: an empty list'],
  [{ detail: { a: [['x']] } }, 'at detail.a: a list may not hold a list'],
  [{ a: [{ prefix: 'x', suffix: 'y' }] }, 'one key only'],
  [{ a: [{ cidr: '10.0.0.0/8' }] }, "'cidr' is no filter"],
  [{ a: [{ exists: 'yes' }] }, 'true or false'],
  [{ a: [{ prefix: 1 }] }, 'must be a string'],
  [{ a: [{ 'anything-but': ['x', 1] }] }, 'not both'],
  [{ a: [{ 'anything-but': [null] }] }, 'strings or numbers'],
  [{ a: [{ 'anything-but': { numeric: ['=', 1] } }] }, "'numeric' can not stand"],
  [{ a: [{ numeric: ['!=', 1] }] }, 'an operator is one of'],
  [{ a: [{ numeric: ['>', 6e9] }] }, 'from -5 to 5 billion'],
  [{ a: [{ numeric: ['<', 1, '>', 0] }] }, 'a lower bound'],
  [{ a: [{ numeric: ['>'] }] }, 'one comparison or two'],
  [{ a: [{ wildcard: 'a**b' }] }, 'two * in a row'],
  [{ a: [{ wildcard: 'a\\b' }] }, 'a \\ may only stand'],
  [{ $or: [{ a: [1] }] }, 'at least two'],
  [{ a: ['x'.repeat(4097)] }, 'more than 4096 characters'],
  ['x', 'it must be an object'],
])('refuses %j', (pattern, message) => {
  expect(() => matchesPattern(pattern, {})).toThrow(message);
});

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const text = fc.string({ unit: 'grapheme' });
const takes = (filter: unknown, value: unknown) => matchesPattern({ a: [filter] }, { a: value });

test('every event is taken by the pattern of its own values', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.dictionary(
      fc.string().filter((key) => key !== '$or'),
      fc.oneof({ maxDepth: 3 }, scalar, tie('tree')),
      { minKeys: 1, maxKeys: 4 },
    ),
  }));
  const toPattern = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toPattern(one)]))
      : [value];
  fc.assert(
    fc.property(tree, (event) => {
      const pattern = toPattern(event);
      fc.pre(JSON.stringify(pattern).length <= 4096);
      expect(matchesPattern(pattern, event)).toBe(true);
    }),
  );
});

test('of absent and existing exactly one is true', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(takes({ exists: true }, value)).toBe(!takes({ exists: false }, value));
    }),
  );
});

test('anything-but takes a value exactly if equality does not', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer()), scalar, (excluded, value) => {
      expect(takes({ 'anything-but': excluded }, value)).toBe(!takes(excluded, value));
    }),
  );
});

test('a wildcard of escaped text and a star is a prefix, and with a star before a suffix', () => {
  const quote = (one: string) => one.replaceAll(/[\\*]/g, '\\$&');
  const odd = fc.oneof(text, fc.string({ unit: fc.constantFrom('a', '*', '\\', '.', '[', '\n', '-') }));
  fc.assert(
    fc.property(odd, odd, fc.boolean(), (part, rest, isThere) => {
      const value = isThere ? part + rest : rest;
      fc.pre(part !== '');
      expect(takes({ wildcard: `${quote(part)}*` }, value)).toBe(takes({ prefix: part }, value));
      expect(takes({ wildcard: `*${quote(part)}` }, value)).toBe(takes({ suffix: part }, value));
    }),
  );
});

test('a numeric range is what its two bounds say', () => {
  const number = fc.integer({ min: -9, max: 9 });
  fc.assert(
    fc.property(number, number, number, (value, low, high) => {
      expect(takes({ numeric: ['>', low, '<=', high] }, value)).toBe(value > low && value <= high);
      expect(takes({ numeric: ['>=', low, '<', high] }, value)).toBe(value >= low && value < high);
      expect(takes({ numeric: ['=', low] }, value)).toBe(value === low);
    }),
  );
});

test('no event whatever brings it down', () => {
  const pattern = { a: [{ prefix: 'x' }, { exists: false }], b: { c: [{ numeric: ['>', 1] }] } };
  fc.assert(fc.property(fc.anything(), (event) => typeof matchesPattern(pattern, event) === 'boolean'));
});
