import { expect, test } from 'vitest';
import { queueMuteEnd } from '../../../src/task-events/queue.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing } from '../../helpers/task-events.ts';

const set = { setBy: 'U1', setAt: 0 };

test('a story that two channels hear is told in the language of each, from the first post to the end', async () => {
  const { world, slack, clock, deliver, pass, messages } = await startTaskEvents();
  const { ops, general } = slack.ids;
  const watch = { ...set, pattern: 'shop/*', level: 'problems' } as const;
  await world.settings.putWatch({ ...watch, channel: ops });
  await world.settings.putWatch({ ...watch, channel: general });
  await world.settings.putLanguage({ ...set, channel: general, language: 'ja' });
  const { stopping, pending, stopped, running } = healing(clock.now());
  await deliver(stopping);
  await pass(10_000);
  const shown = async (channel: string) =>
    (await messages()).filter((message) => message.channel === channel).map(({ text }) => text);
  expect(await shown(ops)).toEqual([expect.stringContaining('`shop/web`: a task stopped')]);
  expect(await shown(general)).toEqual([expect.stringContaining('`shop/web` : タスク 1 個が停止')]);

  await deliver(pending, stopped, running);
  await pass(180_000);
  expect(await shown(ops)).toEqual([expect.stringContaining('healed in 38 s. Steady again')]);
  expect(await shown(general)).toEqual([expect.stringContaining('(38 秒で復旧)。安定しました: ')]);

  // What shows everything is not edited again, in whatever language.
  const before = await messages();
  await pass(120_000);
  expect(await messages()).toEqual(before);
});

test('who changes a channel’s language reads what comes next in it', async () => {
  const { world, slack, clock, deliver, pass, messages } = await startTaskEvents();
  const { stopping, pending, stopped, running } = healing(clock.now());
  await deliver(stopping);
  await pass(11_000);
  await world.settings.putLanguage({ ...set, channel: slack.ids.ops, language: 'ja' });
  await pass(11_000);
  await deliver(pending, stopped, running);
  await pass(180_000);
  expect((await messages()).map(({ text }) => text)).toEqual([expect.stringContaining('で復旧')]);
});

test('the end of a mute is told in the channel’s language', async () => {
  const { world, slack, clock, pass, messages } = await startTaskEvents();
  const channel = slack.ids.ops;
  await world.settings.putLanguage({ ...set, channel, language: 'ja' });
  await world.settings.putMute({ ...set, channel, pattern: 'shop/*', until: clock.now() + 60_000 });
  await queueMuteEnd(world.queue, 60_000);
  await pass(120_000);
  expect((await messages()).map(({ text }) => text)).toEqual([
    ':bell: このチャンネルの `shop/*` のミュートが終了しました。止めていた通知はありません。',
  ]);
});
