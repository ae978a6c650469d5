import { expect } from 'vitest';
import { dispatch, keptLine } from '../../../src/commands/line/dispatch.ts';
import { refusalOf, test } from '../../helpers/command-account.ts';

const day = 86_400_000;
const set = { reason: 'sale', setBy: 'U1', channel: 'C1', since: 0, setAt: 0 };

test.for<[string, object]>([
  ['freeze shop/* because of the sale', { pattern: 'shop/*', reason: 'of the sale', forMs: day }],
  ['freeze shop for 2d because sale', { pattern: 'shop/*', reason: 'sale', forMs: 2 * day }],
  ['freeze web for 2 hours because sale', { pattern: 'shop/web', forMs: 7_200_000 }],
  ['freeze * for 14d BECAUSE sale', { pattern: '*', reason: 'sale', forMs: 14 * day }],
  ['freeze shop/web until Mon 09:00 because sale', { until: Date.UTC(2026, 10, 30, 8) }],
  ['freeze shop/web until 2026-12-07 12:00 because sale', { until: Date.UTC(2026, 11, 7, 11) }],
  // Prose: a quote opens nothing, and what looks like a flag is none.
  [`freeze shop/web because it doesn't --stop\n now`, { reason: `it doesn't --stop now` }],
  ['freeze shop/web because "the sale"', { reason: 'the sale' }],
  ['freeze shop/web because a &amp; b, because c', { reason: 'a & b, because c' }],
  ['freeze shop/web because password=hunter2hunter2', { reason: expect.not.stringContaining('hunter2') }],
  [`freeze shop/web because ${'x'.repeat(300)}`, { reason: `${'x'.repeat(199)}…` }],
])('%s', async ([line, freeze], { account }) => {
  const caller = { ...account.context.caller, timeZone: 'Europe/Berlin' };
  const { outcome } = await dispatch(line, { ...account.context, caller });
  expect(outcome).toMatchObject({ type: 'freeze', freeze: { type: 'freeze', ...freeze } });
});

test.for<[string, object]>([
  ['freeze shop/web', { code: 'missingWord', word: 'because <reason>' }],
  ['freeze shop/web because', { code: 'missingWord', word: 'because <reason>' }],
  ['freeze because sale', { code: 'missingWord' }],
  ['freeze shop/wbe because sale', { code: 'unknownService', given: 'shop/wbe' }],
  ['freeze shop/web for 15d because sale', { code: 'badWord', why: 'notAFreezeTime', given: 'for 15d' }],
  ['freeze shop/web until 2026-12-08 12:00 because sale', { code: 'badWord', why: 'notAFreezeTime' }],
  ['freeze shop/web until 2026-11-22 09:00 because sale', { code: 'badWord', why: 'notAFreezeTime' }],
  ['freeze shop/web until Monday because sale', { code: 'badWord', why: 'notAFreezeTime' }],
  ['freeze shop/web forever because sale', { code: 'badWord', why: 'notAFreezeTime', given: 'forever' }],
  ['freeze shop/web until Mon 09:00 please because sale', { code: 'tooManyWords', given: 'please' }],
  ['unfreeze shop/api', { code: 'notFrozen', patterns: ['shop/web'] }],
  ['services because I can', { code: 'tooManyWords' }],
])('%s is refused', async ([line, problem], { account }) => {
  account.settings.freezes = [{ ...set, pattern: 'shop/web', until: account.clock.now() + 1 }];
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

test('a freeze is set in a channel, where others read of it', async ({ account }) => {
  const caller = { ...account.context.caller, channelId: 'D1' };
  for (const line of ['freeze shop/web because sale', 'unfreeze shop/web']) {
    const refused = dispatch(line, { ...account.context, caller });
    expect(await refusalOf(refused)).toMatchObject({ code: 'onlyInChannel' });
  }
});

test('what is unfrozen need not exist any more, and may be named in short', async ({ account }) => {
  const until = account.clock.now() + 1;
  const ends = (pattern: string) => ({ type: 'freeze', freeze: { type: 'unfreeze', pattern } });
  account.settings.freezes = [
    { ...set, pattern: 'gone/web', until },
    { ...set, pattern: 'gone/*', until },
    // One that can't be read.
    { pattern: 'shop', reason: '', setBy: '', channel: '', since: 0, setAt: 0 },
    { ...set, pattern: 'shop/*', until: until - 1 },
  ];
  expect((await account.run('unfreeze web')).outcome).toEqual(ends('gone/web'));
  expect((await account.run('unfreeze gone')).outcome).toEqual(ends('gone/*'));
  expect((await account.run('unfreeze shop')).outcome).toEqual(ends('shop'));
  expect(await refusalOf(account.run('unfreeze shop/*'))).toMatchObject({ code: 'notFrozen' });
  expect(await refusalOf(account.run('unfreeze *'))).toMatchObject({ code: 'notFrozen' });
});

test('freezes: the longest first, those that have ended no more, a button for who may end one', async ({
  account,
}) => {
  const now = account.clock.now();
  account.settings.freezes = [
    { ...set, pattern: 'a/b', until: now },
    { ...set, pattern: 'a/c', until: now + 1 },
    { ...set, pattern: 'a/d', until: now + 2 },
    { pattern: 'a/e', reason: '', setBy: '', channel: '', since: 0, setAt: 0 },
  ];
  const access = {
    ...account.context.access,
    decide: async ({ target }: { target?: { name: string } }) =>
      target?.name === 'c'
        ? ({ allowed: true } as const)
        : ({ allowed: false, denial: { why: 'noGrant', may: 'unfreeze', on: '*', askable: [] } } as const),
  };
  const { outcome } = await dispatch('freezes', { ...account.context, access });
  expect(outcome).toMatchObject({
    reply: {
      freezes: [{ pattern: 'a/e' }, { pattern: 'a/d' }, { pattern: 'a/c' }],
      mayEnd: ['a/c'],
      hidden: 0,
    },
  });
});

test('a change’s line may end with a reason, which is kept without its secrets', async ({ account }) => {
  const line = 'scale shop/web 4 for 2h because leaked: token=ghp_0123456789abcdefghijABCDEFGHIJ012345';
  const { outcome, because } = await account.run(line);
  expect(outcome).toMatchObject({ type: 'change', change: { after: { desiredCount: 4 }, forMs: 7_200_000 } });
  expect(because).toMatch(/^leaked: /);
  const kept = keptLine(line, because);
  expect(kept).not.toContain('ghp_');
  expect(await account.run(kept)).toMatchObject({ outcome, because });
  expect((await account.run('scale shop/web 4')).because).toBeUndefined();
});
