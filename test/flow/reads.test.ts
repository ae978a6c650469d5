import { expect } from 'vitest';
import { commandJob, pressJob } from '../helpers/bot.ts';
import type { Sunk } from '../helpers/slack-sink.ts';
import { bot, botTest } from '../helpers/virtual-bot.ts';

const test = botTest();

let requests = 0;
/** A viewer in #ops, with a response_url of their own for each request. */
function someone() {
  requests += 1;
  const responseUrl = bot.sink.responseUrl(`read-${requests}`);
  return { userId: 'U0VIEWER01', channelId: 'C0LOCAL0OPS', responseUrl };
}
const typed = (line: string) => bot.answerTo(commandJob(line, someone()));
const text = ({ body }: Sunk) => String(body.text);

test.each([
  ['clusters', ['hands-on', 'shop', '6 tasks running']],
  ['services', ['7 services, all steady', 'shop/web', '1.4.2']],
  ['service shop/web', ['3/3 running', 'steady', 'RUNNING  ·  healthy', 'has reached a steady state']],
  ['tasks shop', ['6 tasks', 'worker', 'us-east-1']],
  ['tasks shop/web --stopped', ['No task of `shop/web` has stopped']],
  [
    'images shop/web',
    ['does *not* run what the tag `1.4.2` points to now', '*1 critical*, 3 medium', 'Searched 7 services'],
  ],
])('%s is answered to a viewer alone', async (line, expected) => {
  const answer = await typed(line);
  for (const part of expected) expect(text(answer)).toContain(part);
  expect(answer.body.response_type ?? 'ephemeral').toBe('ephemeral');
});

test('a press shows the next screen', async () => {
  const answer = await bot.answerTo(pressJob('service shop/api', someone()));
  expect(text(answer)).toContain('shop/api: :large_green_circle: *2/2 running*');
});

test('--share shows it to the channel, without buttons', async () => {
  const answer = await typed('services shop --share');
  expect(JSON.stringify(answer.body)).toContain('shop');
  expect(answer.body.response_type).toBe('in_channel');
  expect(JSON.stringify(answer.body.blocks)).not.toContain('"button"');
});

test('what is wrong is one sentence with what to type instead', async () => {
  expect(text(await typed('service shop/wbe'))).toBe(
    'There is no service `shop/wbe`. Did you mean `shop/web`? `/ecs services` lists them.',
  );
  expect(text(await typed('images nothing'))).toContain('There is no repository and no service `nothing`');
});
