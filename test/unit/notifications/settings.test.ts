import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../../src/access/targets.ts';
import {
  levels,
  ownTags,
  type RouteOptions,
  route,
  type Watch,
} from '../../../src/notifications/settings.ts';

const watch = (channel: string, pattern: string, level: Watch['level'] = 'problems'): Watch => ({
  channel,
  pattern,
  level,
  setBy: 'U1',
  setAt: 0,
});
const hears = (options: Partial<RouteOptions>) =>
  route({
    name: 'shop/web',
    isProblem: true,
    tags: { channels: [] },
    watches: [],
    defaultChannel: 'C0DEFAULT',
    ...options,
  });

describe('who hears of it', () => {
  const quiet = { isProblem: false };
  test.each<[string, Partial<RouteOptions>, string[]]>([
    ['a problem: the default channel', {}, ['C0DEFAULT']],
    ['no problem: nobody', quiet, []],
    ['no default channel: nobody', { defaultChannel: '' }, []],
    ['its tag’s channel instead of the default', { tags: { channels: ['C0TEAM'] } }, ['C0TEAM']],
    ['all by its tag', { ...quiet, tags: { channels: ['C0TEAM'], notify: 'all' } }, ['C0TEAM']],
    [
      'all by its tag, in the default channel',
      { ...quiet, tags: { channels: [], notify: 'all' } },
      ['C0DEFAULT'],
    ],
    [
      'none by its tag, whoever watches',
      { tags: { channels: ['C0TEAM'], notify: 'none' }, watches: [watch('C1', '*', 'all')] },
      [],
    ],
    ['a watch instead of the default', { watches: [watch('C1', 'shop/*')] }, ['C1']],
    [
      'a watch beside its tag’s channel',
      { tags: { channels: ['C0TEAM'] }, watches: [watch('C1', '*')] },
      ['C0TEAM', 'C1'],
    ],
    ['two watches', { watches: [watch('C1', 'shop/*'), watch('C2', 'shop/web')] }, ['C1', 'C2']],
    ['a watch for problems hears no healthy rollout', { ...quiet, watches: [watch('C1', 'shop/*')] }, []],
    ['a watch for all does', { ...quiet, watches: [watch('C1', 'shop/*', 'all')] }, ['C1']],
    [
      'the watch that spells out most stands in its channel',
      { ...quiet, watches: [watch('C1', 'shop/web', 'all'), watch('C1', 'shop/*', 'none')] },
      ['C1'],
    ],
    [
      'a watch for nothing leaves it to the default',
      { watches: [watch('C1', 'shop/*', 'none')] },
      ['C0DEFAULT'],
    ],
    ['the default channel may watch nothing', { watches: [watch('C0DEFAULT', '*', 'none')] }, []],
    [
      'its tag’s channel may want less',
      { tags: { channels: ['C1'] }, watches: [watch('C1', '*', 'none')] },
      ['C0DEFAULT'],
    ],
    ['another service’s watch', { watches: [watch('C1', 'shop/webs')] }, ['C0DEFAULT']],
  ])('%s', (_, options, channels) => {
    expect(hears(options)).toEqual(channels);
  });

  test('the order of the watches decides nothing, and nobody hears it twice', () => {
    const watches = fc.uniqueArray(
      fc.record({
        channel: fc.constantFrom('C1', 'C2', 'C0DEFAULT'),
        pattern: fc.constantFrom('*', 'shop/*', 'shop/web', '*/web', 'other/*'),
        level: fc.constantFrom(...levels),
      }),
      { selector: ({ channel, pattern }) => `${channel} ${pattern}` },
    );
    fc.assert(
      fc.property(watches, fc.boolean(), (some, isProblem) => {
        const all = some.map(({ channel, pattern, level }) => watch(channel, pattern, level));
        const one = hears({ watches: all, isProblem });
        expect(new Set(one).size).toBe(one.length);
        // Patterns of one length that both fit are no question of order: the text decides.
        expect([...hears({ watches: [...all].reverse(), isProblem })].sort()).toEqual([...one].sort());
        // Whoever hears of healthy rollouts hears of problems.
        if (!isProblem)
          expect(hears({ watches: all })).toEqual(
            expect.arrayContaining(
              [...one].filter((id) => all.some((each) => each.channel === id && each.level === 'all')),
            ),
          );
      }),
    );
  });
});

test.each([
  ['shop/web', 'shop/web', true],
  ['shop/web', 'shop/web2', false],
  ['*', 'shop/web', true],
  ['shop/*', 'shop/web', true],
  ['shop/*', 'shop2/web', false],
  ['*/web', 'shop/web', true],
  ['*/web', '*/payroll/secret/web', false],
  ['*', '*/payroll/secret/web', true],
  ['*web*', 'shop/web', false],
  ['shop*', 'shop/web', false],
  ['*/*', 'a/b/c', false],
  ['shop/w*b', 'shop/web', true],
  ['shop/web*web', 'shop/web', false],
  ['s*p/*-api', 'shop/cart-api', true],
  ['s*p/*-api', 'shop/cart-api2', false],
  ['.*', 'shop/web', false],
])('%s fits %s: %s', (pattern, name, fits) => {
  expect(matchesPattern(pattern, name)).toBe(fits);
});

test('a pattern of stars is decided at once, and agrees with a regular expression', () => {
  const part = fc.stringMatching(/^[ab/]{0,4}$/);
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 5 }),
      fc.stringMatching(/^[ab/]{0,12}$/),
      (parts, name) => {
        const pattern = parts.join('*');
        const expected = pattern === '*' || new RegExp(`^${parts.join('[^/]*')}$`).test(name);
        expect(matchesPattern(pattern, name)).toBe(expected);
      },
    ),
  );
  expect(matchesPattern(`${'*a'.repeat(100)}*b`, 'a'.repeat(255))).toBe(false);
});

test.each([
  [
    'both tags of the service',
    { 'ecs-bot:channel': 'C0TEAM', 'ecs-bot:notify': 'all' },
    {},
    { channels: ['C0TEAM'], notify: 'all' },
  ],
  [
    'the cluster’s where the service has none',
    {},
    { 'ecs-bot:channel': 'C0TEAM C1OPS' },
    { channels: ['C0TEAM', 'C1OPS'] },
  ],
  [
    'each by itself',
    { 'ecs-bot:notify': 'none' },
    { 'ecs-bot:channel': 'G0TEAM', 'ecs-bot:notify': 'all' },
    { channels: ['G0TEAM'], notify: 'none' },
  ],
  [
    'a name is no id, a person is no channel',
    { 'ecs-bot:channel': 'ops U0ABC', 'ecs-bot:notify': 'loud' },
    {},
    { channels: [] },
  ],
])('tags: %s', (_, service, cluster, expected) => {
  expect(ownTags(service as Record<string, string>, cluster as Record<string, string>)).toEqual(expected);
});
