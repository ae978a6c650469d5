import fc from 'fast-check';
import { expect } from 'vitest';
import { Refusal } from '../../../src/commands/line/problem.ts';
import { commands } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { problemView } from '../../../src/views/problem.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { refusalOf, test } from '../../helpers/command-account.ts';
import { expectSafe } from '../../helpers/hostile.ts';

test('nothing typed is a call for help', async ({ account }) => {
  expect(await account.run('')).toMatchObject({ outcome: { reply: { kind: 'help' } }, share: false });
});

test('a command’s name is known in any case', async ({ account }) => {
  expect(await account.run('CLUSTERS')).toMatchObject({ outcome: { reply: { kind: 'clusters' } } });
});

test.for<[string, boolean]>([
  ['services shop --share', true],
  ['services --share shop', true],
  ['services —share shop', true],
  ['services shop --SHARE', true],
  ['help --share', true],
  ['services shop', false],
])('%s is shared: %s', async ([line, share], { account }) => {
  expect(await account.run(line)).toMatchObject({ share });
});

test.for<[string, object]>([
  ['servcies', { code: 'unknownCommand', like: { name: 'services', example: 'services shop' } }],
  ['<!channel>', { code: 'unknownCommand', given: '@channel' }],
  ['constructor', { code: 'unknownCommand' }],
  ['services "shop', { code: 'unclosedQuote' }],
  ['services shop web', { code: 'tooManyWords', given: 'web' }],
  ['services --all', { code: 'unknownFlag', given: '--all', command: 'services' }],
  ['services --page', { code: 'missingWord', word: 'n' }],
  ['services --page 0', { code: 'badWord', why: 'notAPage', given: '0' }],
  ['services --page=-1', { code: 'badWord', why: 'notAPage' }],
  ['service', { code: 'missingWord', word: 'cluster/service', example: 'service shop/web' }],
  ['scale shop/web', { code: 'missingWord', word: 'n|+n|-n' }],
  ['scale shop/web four', { code: 'badWord', why: 'notACount', given: 'four' }],
  ['scale shop/web 1.5', { code: 'badWord', why: 'notACount' }],
  ['scale shop/web 1e3', { code: 'badWord', why: 'notACount' }],
  ['images shop/web 51', { code: 'badWord', why: 'notALimit', given: '51' }],
  ['images shop/web 0', { code: 'badWord', why: 'notALimit' }],
  ['tasks shop --stopped yes', { code: 'tooManyWords', given: 'yes' }],
  ['help nonsense', { code: 'unknownCommand', given: 'nonsense' }],
])('%s is refused', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

/** Words that a person, a phone's keyboard, Slack or an attacker could put into a line. */
const word = fc.oneof(
  fc.constantFrom(
    'shop',
    'shop/web',
    'web',
    'hands-on',
    'hello-world',
    '+1',
    '-1',
    '3',
    '--share',
    '--page',
    '2',
  ),
  fc.constantFrom(
    '--stopped',
    '--cluster',
    '""',
    '/',
    'shop/',
    '/web',
    '*',
    '`',
    '--',
    '--=',
    '-',
    '—',
    '\u202e',
  ),
  fc.constantFrom(
    '<!channel>',
    '&lt;!here&gt;',
    '<http://shop/web|shop/web>',
    '<@U1>',
    '“shop”',
    "don't",
    '\\',
  ),
  fc.constantFrom(
    'arn:aws:ecs:us-east-1:123456789012:service/shop/web',
    'arn:aws:ecs:::task/x',
    ':task/',
    ':cluster/',
  ),
  fc.constantFrom(
    '0'.repeat(32),
    `shop/${'a'.repeat(32)}`,
    'x'.repeat(5000),
    '__proto__',
    '%s',
    '\u0000',
    '\ud800',
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);
const line = fc.tuple(
  fc.oneof(fc.constantFrom(...commands.map(({ name }) => name)), word),
  fc.array(word, { maxLength: 4 }),
);

test('any line comes to an outcome or a refusal, and what is said of it is safe', async ({ account }) => {
  const now = account.clock.now();
  await fc.assert(
    fc.asyncProperty(line, async ([name, words]) => {
      try {
        const { outcome, share } = await account.run([name, ...words].join(' '));
        if (outcome.type === 'reply') expectSafe(replyView(outcome.reply, en, { now, shared: share }));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expectSafe(problemView(error.problem, en));
      }
    }),
    { numRuns: 300 },
  );
}, 30_000);
