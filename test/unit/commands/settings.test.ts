import { expect } from 'vitest';
import type { CommandContext } from '../../../src/commands/line/command.ts';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { refusalOf, test } from '../../helpers/command-account.ts';

test.for<[string, object]>([
  ['watch shop/* problems', { type: 'watch', pattern: 'shop/*', level: 'problems' }],
  ['watch shop', { type: 'watch', pattern: 'shop/*', level: 'problems' }],
  ['watch api all', { type: 'watch', pattern: 'shop/api', level: 'all' }],
  ['watch * none', { type: 'watch', pattern: '*', level: 'none' }],
  ['watch shop/not-yet-* all', { type: 'watch', pattern: 'shop/not-yet-*', level: 'all' }],
  ['mute shop/web', { type: 'mute', pattern: 'shop/web', forMs: 7_200_000 }],
  ['mute shop/web 30M', { type: 'mute', pattern: 'shop/web', forMs: 1_800_000 }],
  ['mute shop 7d', { type: 'mute', pattern: 'shop/*', forMs: 604_800_000 }],
])('%s', async ([line, setting], { account }) => {
  expect((await account.run(line)).outcome).toEqual({ type: 'setting', setting });
});

test.for<[string, object]>([
  ['watch shop/wbe', { code: 'unknownService', given: 'shop/wbe' }],
  ['watch shop/web loud', { code: 'badWord', why: 'notALevel', given: 'loud' }],
  ['watch a/b/*', { code: 'unknownCluster' }],
  ['mute shop/web 8d', { code: 'badWord', why: 'notADuration' }],
  ['mute shop/web 0m', { code: 'badWord', why: 'notADuration' }],
  ['mute shop/web forever', { code: 'badWord', why: 'notADuration' }],
  ['unwatch shop/web', { code: 'notWatched', patterns: ['shop/*'] }],
  ['unmute shop/web', { code: 'notMuted', patterns: [] }],
])('%s is refused', async ([line, problem], { account }) => {
  account.settings.watches = [{ channel: 'C1', pattern: 'shop/*', level: 'all', setBy: 'U1', setAt: 0 }];
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

test('what is taken back need not exist any more, and may be named in short', async ({ account }) => {
  const set = { channel: 'C1', setBy: 'U1', setAt: 0 };
  account.settings.watches = [{ ...set, pattern: 'gone/web', level: 'all' }];
  account.settings.mutes = [{ ...set, pattern: 'gone/*', until: 1, suppressed: 0 }];
  expect((await account.run('unwatch web')).outcome).toMatchObject({ setting: { pattern: 'gone/web' } });
  expect((await account.run('unmute gone')).outcome).toMatchObject({ setting: { pattern: 'gone/*' } });
  account.settings.watches = [{ ...set, channel: 'C2', pattern: 'gone/web', level: 'all' }];
  expect(await refusalOf(account.run('unwatch web'))).toMatchObject({ code: 'notWatched', patterns: [] });
});

test('watches: this channel’s first, mutes that have ended no more', async ({ account }) => {
  const set = { setBy: 'U1', setAt: 0, level: 'all' as const };
  account.settings.watches = [
    { ...set, channel: 'C0', pattern: 'a/b' },
    { ...set, channel: 'C1', pattern: 'z/z' },
  ];
  const mute = { channel: 'C1', pattern: 'a/b', setBy: 'U1', setAt: 0, suppressed: 0 };
  account.settings.mutes = [
    { ...mute, until: account.clock.now() },
    { ...mute, until: account.clock.now() + 1 },
  ];
  expect((await account.run('watches')).outcome).toMatchObject({
    reply: { watches: [{ channel: 'C1' }, { channel: 'C0' }], mutes: [{}], hidden: 0 },
  });
});

test('watches: a button for whoever may end it, each for its own row; what others hear is one paragraph', async ({
  account,
}) => {
  const set = { setBy: 'U1', setAt: 0, level: 'all' as const };
  const mute = { setBy: 'U1', setAt: 0, suppressed: 0, until: account.clock.now() + 1 };
  account.settings.watches = [
    { ...set, channel: 'C2', pattern: 'shop/web' },
    { ...set, channel: 'C1', pattern: 'shop/*' },
    { ...set, channel: 'C1', pattern: 'shop/web' },
    { ...set, channel: 'C3', pattern: 'media/*' },
  ];
  account.settings.mutes = [
    { ...mute, channel: 'C1', pattern: 'shop/*' },
    { ...mute, channel: 'C2', pattern: 'shop/api' },
  ];
  const watchesOf = async (may: (command: string, cluster: string, name: string) => boolean) => {
    const decide: CommandContext['access']['decide'] = async ({ commands: [command = ''], target }) => {
      if (command === 'watches' || may(command, target?.cluster ?? '', target?.name ?? ''))
        return { allowed: true };
      return { allowed: false, denial: { why: 'noGrant', may: command, on: 'shop/web', askable: [] } };
    };
    const access = { ...account.context.access, decide };
    const { outcome } = await dispatch('watches', { ...account.context, access });
    if (outcome.type !== 'reply') throw new Error(outcome.type);
    const { blocks } = replyView(outcome.reply, en, { now: 0, shared: false });
    return (blocks ?? []).flatMap((block) =>
      block.type === 'section' ? [{ text: block.text?.text, line: Object(block.accessory).value }] : [],
    );
  };
  const all = await watchesOf(() => true);
  expect(all.slice(0, 3)).toEqual([
    { text: expect.stringContaining('gets everything about `shop/*`'), line: 'unwatch shop/*' },
    { text: expect.stringContaining('gets everything about `shop/web`'), line: 'unwatch shop/web' },
    { text: expect.stringContaining('`shop/*` is muted'), line: 'unmute shop/*' },
  ]);
  expect(all.slice(3)).toEqual([
    { text: expect.stringMatching(/<#C2>.*\n<#C3>.*\n.*`shop\/api`.*<#C2>/), line: undefined },
  ]);
  // Each ends its own row, also where a broader pattern stands beside it.
  for (const { line } of all.slice(0, 3)) {
    expect((await account.run(line)).outcome).toMatchObject({ setting: { pattern: line.split(' ')[1] } });
  }
  const web = await watchesOf((command, ...on) => command === 'unwatch' && on.join('/') === 'shop/web');
  expect(web.map(({ line }) => line)).toEqual([undefined, 'unwatch shop/web', undefined, undefined]);
  expect((await watchesOf(() => false)).map(({ line }) => line)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
