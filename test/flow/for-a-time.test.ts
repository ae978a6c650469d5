import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { leftJob } from '../helpers/bot.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const calls: string[] = [];
let mayChange = true;

const test = botTest({
  onRequest: ({ service, action }) => calls.push(`${service}:${action}`),
  access: { grants: [{ name: 'on-call', who: 'S0LOCALONC', may: 'change', on: '*' }] },
});
test.beforeAll(async () => {
  bot.sink.answer = ({ method, body }) =>
    method === 'users.info' && !mayChange && body.user === 'U0DEPUTY01'
      ? { body: { ok: true, user: { id: 'U0DEPUTY01', team_id: 'T0LOCAL001', deleted: true } } }
      : undefined;
});

const posted = (pattern: RegExp) =>
  waitFor(
    `a message that says ${pattern}`,
    () => talk.posts().find((sunk) => pattern.test(talk.text(sunk))),
    50_000,
  );

test('it says so before and after, goes back by itself once, and its story names who asked', async () => {
  const card = await talk.typed('scale shop/web 5 for 5s');
  expect(talk.text(card)).toContain('from 3 to 5 tasks for 5 s?');
  expect(talk.text(card)).toContain('After 5 s it goes back to 3 by itself');
  await talk.pressed(`confirm ${talk.cardIn(card)}`);
  expect(await bot.desiredCount('web')).toBe(5);
  expect(calls.filter((call) => call === 'scheduler:CreateSchedule')).toHaveLength(1);
  const story = await posted(/is scaling 3 → 5/);
  expect(JSON.stringify(story.body.blocks)).toContain('Goes back to 3 by itself');
  await waitFor('the return', async () => (await bot.desiredCount('web')) === 3, 50_000);
  await posted(/going back 5 → 3, as <@U0OPERATOR> asked/);
}, 60_000);

test('what somebody changed meanwhile is left, and told', async () => {
  await talk.confirmed('scale shop/api 4 for 5s');
  await bot.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'api', desiredCount: 6 }));
  const left = await posted(/`shop\/api` was due to go back to 2 now.*It stays at 6/);
  expect(JSON.stringify(left.body.blocks)).toContain('"scale shop/api 2"');
  expect(await bot.desiredCount('api')).toBe(6);
}, 60_000);

test('a later change through the bot is not fought, also one to the same count', async () => {
  const timed = talk.cardIn(await talk.typed('scale shop/worker 3 for 5s'));
  const from = await bot.desiredCount('worker');
  await talk.pressed(`confirm ${timed}`);
  await talk.confirmed('scale shop/worker 4');
  await talk.confirmed('scale shop/worker 3');
  await posted(new RegExp(`\`shop/worker\` was due to go back to ${from} now.*It stays at 3`));
  expect(await bot.desiredCount('worker')).toBe(3);
}, 60_000);

test('who has lost the right meanwhile gets nothing changed any more; the channel reads it', async () => {
  const who = () => talk.someone('U0DEPUTY01');
  const card = talk.cardIn(await talk.typed('scale hands-on/hello-world 3 for 5s', who()));
  await talk.pressed(`confirm ${card}`, who());
  expect(await bot.desiredCount('hello-world', 'hands-on')).toBe(3);
  mayChange = false;
  // What Slack sends when somebody leaves; without it the bot would know five minutes later.
  await bot.queue(leftJob('U0DEPUTY01'));
  await posted(
    /`hands-on\/hello-world` was due to go back to 2 now, as <@U0DEPUTY01> asked, but that was not done/,
  );
  expect(await bot.desiredCount('hello-world', 'hands-on')).toBe(3);
}, 60_000);

test.each([
  ['is_archived', 'shop/api', 3],
  ['missing_scope', 'shop/web', 4],
])(
  'where the channel takes no message any more (%s) it goes back, and who asked reads it alone',
  async (error, target, to) => {
    const [, name = ''] = target.split('/');
    const from = await bot.desiredCount(name);
    await talk.confirmed(`scale ${target} ${to} for 5s`);
    expect(await bot.desiredCount(name)).toBe(to);
    const given = bot.sink.answer;
    bot.sink.answer = (sunk) =>
      sunk.method === 'chat.postMessage' && String(sunk.body.channel).startsWith('C')
        ? { body: { ok: false, error } }
        : given?.(sunk);
    await waitFor('the return', async () => (await bot.desiredCount(name)) === from, 50_000);
    const told = await posted(new RegExp(`I can’t post in .*\`${target}\` is being scaled to ${from}`));
    expect(String(told.body.channel)).toMatch(/^[DU]/);
    bot.sink.answer = given;
  },
  60_000,
);

test.each([
  'scale shop/web 4 for',
  'scale shop/web 4 for ever',
  'scale shop/web 4 until 5s',
  'scale shop/web 4 for 8d',
])('%s is refused in a sentence', async (line) => {
  expect(talk.text(await talk.typed(line))).toMatch(/not a time up to a week|type `for` and a time/);
});
