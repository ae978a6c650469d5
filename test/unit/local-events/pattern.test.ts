import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../../infra/local/events/pattern.ts';

const matchesPattern = (pattern: unknown, event: unknown) => compilePattern(pattern)(event);

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
  ['suffix', { detail: { clusterArn: [{ suffix: '/Shop' }] } }, true],
  ['suffix, other case', { detail: { clusterArn: [{ suffix: '/shop' }] } }, false],
  ['anything but', { detail: { lastStatus: [{ 'anything-but': 'RUNNING' }] } }, true],
  ['anything but, itself', { detail: { lastStatus: [{ 'anything-but': ['RUNNING', 'STOPPED'] }] } }, false],
  ['anything but, not there', { detail: { nothing: [{ 'anything-but': 'x' }] } }, false],
  ['anything but a number', { detail: { version: [{ 'anything-but': [7] }] } }, false],
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
  ...['cidr', 'numeric', 'wildcard', 'equals-ignore-case', 'toString'].map((name): [unknown, string] => [
    { a: [{ [name]: ['>', 1] }] },
    `'${name}' is no filter`,
  ]),
  [{ a: [{ prefix: { 'equals-ignore-case': 'x' } }] }, 'must be a string'],
  [{ a: [{ 'anything-but': { prefix: 'x' } }] }, 'strings or numbers'],
  [{ a: [{ 'anything-but': [] }] }, 'strings or numbers'],
  [{ $or: [{ a: ['x'] }, { b: ['x'] }] }, "at $or: 'a' is no filter"],
  [{ a: [{ exists: 'yes' }] }, 'true or false'],
  [{ a: [{ prefix: 1 }] }, 'must be a string'],
  [{ a: [{ 'anything-but': ['x', 1] }] }, 'not both'],
  [{ a: [{ 'anything-but': [null] }] }, 'strings or numbers'],
  [{ a: ['x'.repeat(4097)] }, 'more than 4096 characters'],
  ['x', 'it must be an object'],
])('refuses %j', (pattern, message) => {
  expect(() => matchesPattern(pattern, {})).toThrow(message);
});

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const takes = (filter: unknown, value: unknown) => matchesPattern({ a: [filter] }, { a: value });

test('every event is taken by the pattern of its own values', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.dictionary(fc.string(), fc.oneof({ maxDepth: 3 }, scalar, tie('tree')), {
      minKeys: 1,
      maxKeys: 4,
    }),
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

test('a prefix takes what begins with it, a suffix what ends with it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (part, rest) => {
      expect(takes({ prefix: part }, part + rest)).toBe(true);
      expect(takes({ suffix: part }, rest + part)).toBe(true);
      expect(takes({ prefix: part }, rest)).toBe(rest.startsWith(part));
      expect(takes({ suffix: part }, rest)).toBe(rest.endsWith(part));
    }),
  );
});

test('no event whatever brings it down', () => {
  const pattern = { a: [{ prefix: 'x' }, { exists: false }], b: { c: [{ 'anything-but': 1 }] } };
  fc.assert(fc.property(fc.anything(), (event) => typeof matchesPattern(pattern, event) === 'boolean'));
});
