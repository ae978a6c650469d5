import { afterEach, expect, test } from 'vitest';
import { converse } from '../helpers/bot.ts';
import { startVirtualBot } from '../helpers/virtual-bot.ts';

let bot: Awaited<ReturnType<typeof startVirtualBot>> | undefined;
afterEach(() => bot?.close());

/** The bot with another access file, and what somebody reads when they type a line. */
async function withAccess(access: unknown) {
  bot = await startVirtualBot({ access });
  const { typed, text, someone } = converse(bot);
  return async (line: string, userId?: string, channelId?: string) =>
    text(await typed(line, someone(userId, channelId)));
}

test('with a file that is wrong nothing is changed and nothing is shown, and why is said', async () => {
  const read = await withAccess({ grants: [{ who: 'olivia', may: 'change', on: '*' }] });
  for (const line of [
    'scale shop/web 4',
    'stop-task shop/web',
    'mute shop/*',
    'services',
    'audit',
    'watches',
  ]) {
    expect(await read(line), line).toContain('grants[0].who: "olivia" does not fit; write Slack ids');
  }
  expect(await read('whoami')).toContain('Nobody may change anything or look at anything');
  expect(await read('help')).toContain('scale');
});

test('each grant within its limits, by user, group and channel', async () => {
  const read = await withAccess({
    grants: [
      { name: 'nights', who: 'S0LOCALONC', may: ['scale', 'watch'], on: 'shop/*', 'max-desired': 5 },
      { name: 'here', who: 'C0LOCAL0GEN', may: 'stop-task', on: 'shop/worker', 'min-running': 1 },
    ],
  });
  expect(await read('scale shop/web 5')).toContain('5');
  expect(await read('scale shop/web 6')).toContain(
    'Your grant `nights` allows at most 5 tasks; nothing was changed.',
  );
  expect(await read('scale hands-on/hello-world 5')).toContain(
    'You may not run `scale` on `hands-on/hello-world`; nothing was changed. `/ecs whoami`',
  );
  expect(await read('stop-task shop/worker')).toContain('Ask anybody in <#C0LOCAL0GEN>.');
  expect(await read('stop-task shop/worker', 'U0VIEWER01', 'C0LOCAL0GEN')).toContain(
    'Your grant `here` requires that at least 1 healthy task is left; nothing was changed.',
  );
  expect(await read('whoami')).toContain(
    '*nights*: `scale`, `watch` on `shop/*`\nfor <!subteam^S0LOCALONC>  ·  at most 5 tasks',
  );
  expect(await read('watch *')).toContain('You may not run `watch`');
  expect(await read('services')).toContain('hands-on/hello-world');
});

test('reads: granted', async () => {
  const read = await withAccess({
    reads: 'granted',
    grants: [
      { who: 'U0OPERATOR', may: 'change', on: '*' },
      { who: 'U0VIEWER01', may: 'scale', on: 'hands-on/*' },
    ],
  });
  expect(await read('services')).toContain('shop/web');
  expect(await read('services', 'U0VIEWER01')).not.toContain('shop');
  expect(await read('scale shop/web 4', 'U0VIEWER01')).toContain('There is no cluster `shop` here.');
  expect(await read('scale hands-on/hello-world 3', 'U0VIEWER01')).not.toContain('grant');
  expect(await read('services', 'U0NOBODY01')).toContain('You may not run `services`');
});
