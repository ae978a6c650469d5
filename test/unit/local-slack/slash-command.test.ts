import { isValidSlackRequest } from '@slack/bolt';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sign } from '../../../infra/local/slack/app-requests/send.ts';
import { localIds } from '../../../infra/local/slack/workspace/workspace.ts';
import { fakeBot } from '../../helpers/fake-app.ts';
import { signingSecret, startTestSlack } from '../../helpers/local-slack.ts';

const { ops, operator, viewer } = localIds;

test('the app gets every field, signed so that Bolt accepts it', async () => {
  const bot = await fakeBot();
  const { client, clock, slack } = await startTestSlack({ requestUrl: bot.url });
  await client.post('send', { channel: ops, text: '/ecs  scale shop/web 4 ' });
  await expect.poll(() => bot.received.length).toBe(1);
  const [{ body, headers, form }] = bot.received as [(typeof bot.received)[0]];
  expect(form).toEqual({
    token: expect.any(String),
    team_id: 'T0LOCAL',
    team_domain: 'local',
    channel_id: ops,
    channel_name: 'ops',
    user_id: operator,
    user_name: 'olivia',
    command: '/ecs',
    text: 'scale shop/web 4',
    api_app_id: 'A0LOCAL',
    is_enterprise_install: 'false',
    response_url: expect.stringContaining(`${slack.url}/commands/T0LOCAL/`),
    trigger_id: expect.any(String),
  });
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  const accepted = isValidSlackRequest({
    signingSecret,
    body,
    nowMilliseconds: clock.now(),
    headers: {
      'x-slack-signature': String(headers['x-slack-signature']),
      'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
    },
  });
  expect(accepted).toBe(true);
});

test("every signature is one that Bolt accepts, and another secret's is not", () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (body, secret) => {
      const headers = sign(secret, 1_795_386_065, body);
      const request = {
        body,
        nowMilliseconds: 1_795_386_065_000,
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
      };
      expect(isValidSlackRequest({ ...request, signingSecret: secret })).toBe(true);
      expect(isValidSlackRequest({ ...request, signingSecret: `${secret}x` })).toBe(false);
    }),
  );
});

test('a direct message is named so, an Enterprise organisation is named', async () => {
  const bot = await fakeBot();
  const { client } = await startTestSlack({ requestUrl: () => bot.url, enterpriseId: 'E0LOCAL' });
  const direct = (await client.state()).channels.find(({ kind }) => kind === 'im');
  await client.post('send', { channel: direct!.id, text: '/ecs help' });
  await expect
    .poll(() => bot.received[0]?.form)
    .toMatchObject({ channel_name: 'directmessage', channel_id: direct!.id, enterprise_id: 'E0LOCAL' });
});

test('the answer may be nothing, text, or JSON', async () => {
  const answers = [
    {},
    { body: 'plain' },
    { type: 'application/json', body: '{"text":"json"}' },
    { body: '{"text":"raw"}' },
  ];
  const bot = await fakeBot(() => answers.shift());
  const { client } = await startTestSlack({ requestUrl: bot.url });
  const texts: string[] = [];
  for (let count = 1; count <= 4; count++) {
    await client.post('send', { channel: ops, text: `/ecs ${count}` });
    await client.waitFor(({ text }) => text === `/ecs ${count}`);
    await expect.poll(() => bot.received.length).toBe(count);
    if (count > 1) await expect.poll(async () => (await client.messages()).length).toBe(2 * count - 1);
  }
  for (const { text, subtype, visibleTo } of await client.messages()) {
    expect(visibleTo).toBe(operator);
    if (subtype !== 'slash_command') texts.push(text);
  }
  expect(texts).toEqual(['plain', 'json', '{"text":"raw"}']);
  expect(await client.as(viewer).messages()).toEqual([]);
});

test('an in_channel answer shows everyone the line that was typed', async () => {
  const bot = await fakeBot(() => ({
    type: 'application/json',
    body: JSON.stringify({ response_type: 'in_channel', text: 'for all' }),
  }));
  const { client } = await startTestSlack({ requestUrl: bot.url });
  await client.post('send', { channel: ops, text: '/ecs services' });
  await client.waitFor(({ text }) => text === 'for all');
  expect((await client.as(viewer).messages()).map(({ text }) => text)).toEqual(['/ecs services', 'for all']);
});

test('no answer within 3 s is operation_timeout, an error status dispatch_failed', async () => {
  let answer: (value: { status: number }) => void = () => {};
  const bot = await fakeBot(() => new Promise<{ status: number }>((resolve) => (answer = resolve)));
  const { client, clock } = await startTestSlack({ requestUrl: bot.url });
  await client.post('send', { channel: ops, text: '/ecs slow' });
  await expect.poll(() => bot.received.length).toBe(1);
  clock.pass(2999);
  expect(await client.messages()).toHaveLength(1);
  clock.pass(1);
  await client.waitFor(({ text }) => text === '/ecs failed with the error "operation_timeout"');
  await client.post('send', { channel: ops, text: '/ecs broken' });
  await expect.poll(() => bot.received.length).toBe(2);
  answer({ status: 500 });
  await client.waitFor(({ text }) => text === '/ecs failed with the error "dispatch_failed"');
});

test('an app that is not there is dispatch_failed', async () => {
  const { client } = await startTestSlack();
  await client.post('send', { channel: ops, text: '/ecs' });
  await client.waitFor(({ text }) => text.includes('dispatch_failed'));
});

test('commands cannot be typed in threads, unknown ones are refused', async () => {
  const bot = await fakeBot();
  const { client, web } = await startTestSlack({ requestUrl: bot.url });
  const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'parent' });
  await client.post('send', { channel: ops, text: '/ecs services', threadTs: ts });
  await client.waitFor(({ text, threadTs }) => text.includes('not supported in threads') && threadTs === ts);
  await client.post('send', { channel: ops, text: '/ecz' });
  await client.waitFor(({ text }) => text.includes('not a valid command'));
  expect(bot.received).toEqual([]);
});

test('/invite brings the bot into a channel', async () => {
  const { client, web } = await startTestSlack();
  await client.post('send', { channel: localIds.random, text: '/invite @ecsopsbot' });
  await client.waitFor(({ subtype }) => subtype === 'channel_join', localIds.random);
  expect(await web.chat.postMessage({ channel: localIds.random, text: 'hi' })).toMatchObject({ ok: true });
});
