import { expect } from 'vitest';
import type { Job } from '../../src/front-door/job.ts';
import { commandJob } from '../helpers/bot.ts';
import { bot, botTest, waitFor } from '../helpers/virtual-bot.ts';

const test = botTest();

let requests = 0;
const job = (line: string, userId = 'U0OPERATOR', channelId = 'C0LOCAL0OPS'): Job => {
  requests += 1;
  return commandJob(line, { userId, channelId, responseUrl: bot.sink.responseUrl(`setting-${requests}`) });
};
const posts = (text: RegExp) =>
  bot.sink.received.filter(
    ({ method, body }) => method === 'chat.postMessage' && text.test(String(body.text)),
  );
async function told(queued: Job, text: RegExp) {
  await bot.queue(queued);
  return waitFor(String(text), () => posts(text)[0]);
}

test('a watch is told in its channel, stands in the list, and is taken back', async () => {
  const post = await told(job('watch shop/* all'), /now gets everything about `shop\/\*`/);
  expect(post.to).toBe('C0LOCAL0OPS');
  expect(post.body.text).toContain('<@U0OPERATOR>');
  const list = await bot.answerTo(job('watches', 'U0VIEWER'));
  expect(list.body.text).toContain('<#C0LOCAL0OPS> gets everything about `shop/*`');
  await told(job('unwatch shop'), /removed the watch on `shop\/\*`/);
  await expect
    .poll(async () => (await bot.answerTo(job('watches'))).body.text)
    .toContain('No channel has a watch');
});

test('only who may change may set; who may not reads why, and nothing is set', async () => {
  const { body } = await bot.answerTo(job('mute shop/web', 'U0VIEWER'));
  expect(body.text).toContain('You may not run');
  expect((await bot.answerTo(job('watches'))).body.text).not.toContain('muted');
});

test('what a channel hears is not set in a direct message, nor where the bot can’t post', async () => {
  const direct = await bot.answerTo(job('watch shop/web', 'U0OPERATOR', 'D0DIRECT'));
  expect(direct.body.text).toContain('type it there');
  bot.sink.answer = ({ method }) =>
    method === 'chat.postMessage' ? { body: { ok: false, error: 'not_in_channel' } } : undefined;
  const refused = await bot.answerTo(job('watch shop/web', 'U0OPERATOR', 'C0ELSEWHERE'));
  bot.sink.answer = () => undefined;
  expect(refused.body.text).toContain('/invite @ecs');
  expect((await bot.answerTo(job('watches'))).body.text).toContain('No channel has a watch');
});

test('where Slack took the sentence twice and never answered, nothing is set, and who asked reads it', async () => {
  bot.sink.answer = ({ method }) =>
    method === 'chat.postMessage' ? new Promise<never>(() => {}) : undefined;
  const asked = job('mute shop/worker 30m');
  await bot.queue(asked);
  const refused = await waitFor(
    'the refusal',
    () =>
      bot.sink.received.find(({ body }) => /never answered, so nothing was changed/.test(String(body.text))),
    180_000,
  );
  bot.sink.answer = () => undefined;
  expect(refused.method).toBe('response_url');
  expect(posts(/muted `shop\/worker`/)).toHaveLength(2);
  expect((await bot.answerTo(job('watches'))).body.text).not.toContain('muted');
});

test('mute and unmute', async () => {
  await told(job('mute shop/web 30m'), /muted `shop\/web` in this channel until/);
  await expect
    .poll(async () => (await bot.answerTo(job('watches'))).body.text)
    .toContain('`shop/web` is muted');
  await told(job('unmute shop/web'), /ended the mute of `shop\/web`.*Nothing was suppressed/);
});
