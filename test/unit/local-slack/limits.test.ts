import { expect, test } from 'vitest';
import { localIds } from '../../../infra/local/slack/workspace/workspace.ts';
import { fakeBot } from '../../helpers/fake-app.ts';
import { startTestSlack } from '../../helpers/local-slack.ts';

const { ops, general, operator, viewer } = localIds;

/** How many calls in a row pass, and the `Retry-After` of the first that does not. */
async function burst(call: () => Promise<unknown>, most = 400): Promise<[number, number]> {
  for (let count = 0; count < most; count++) {
    const retryAfter = await call().then(
      () => undefined,
      (error: { retryAfter: number }) => error.retryAfter,
    );
    if (retryAfter !== undefined) return [count, retryAfter];
  }
  return [most, 0];
}

test('chat.postMessage: a short burst, then one a second in a channel', async () => {
  const { web, clock } = await startTestSlack();
  const post = (channel: string) => () => web.chat.postMessage({ channel, text: 'x' });
  expect(await burst(post(ops))).toEqual([5, 1]);
  expect(await burst(post(general))).toEqual([5, 1]);
  clock.pass(999);
  expect(await burst(post(ops))).toEqual([0, 1]);
  clock.pass(1);
  expect(await burst(post(ops))).toEqual([1, 1]);
});

test('chat.update is tier 3, usergroups.users.list tier 2, users.info tier 4', async () => {
  const { web, clock } = await startTestSlack();
  const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'x' });
  expect(await burst(() => web.chat.update({ channel: ops, ts, text: 'y' }))).toEqual([50, 2]);
  expect(await burst(() => web.usergroups.users.list({ usergroup: localIds.onCall }))).toEqual([20, 3]);
  expect(await burst(() => web.users.info({ user: viewer }))).toEqual([100, 1]);
  clock.pass(60_000);
  expect(await burst(() => web.chat.update({ channel: ops, ts, text: 'y' }))).toEqual([50, 2]);
});

test('a response_url: 5 uses within 30 minutes, then the real errors', async () => {
  const bot = await fakeBot();
  const { client, clock } = await startTestSlack({ requestUrl: bot.url });
  await client.post('send', { channel: ops, text: '/ecs a' });
  await client.post('send', { channel: ops, text: '/ecs b' });
  await expect.poll(() => bot.received.length).toBe(2);
  const [first = '', second = ''] = bot.received.map(({ form }) => form.response_url);
  const respond = async (url: string, body: object) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return [response.status, ((await response.json()) as { error?: string }).error];
  };
  for (let use = 1; use <= 5; use++)
    expect(await respond(first, { text: `${use}` })).toEqual([200, undefined]);
  expect(await respond(first, { text: '6' })).toEqual([404, 'used_url']);
  const answers = (await client.messages()).filter(({ isBot }) => isBot);
  expect(answers.map(({ text, visibleTo }) => [text, visibleTo])).toEqual(
    [1, 2, 3, 4, 5].map((use) => [`${use}`, operator]),
  );
  expect(await respond(second, { blocks: [{ type: 'header' }] })).toEqual([400, 'invalid_blocks']);
  clock.pass(30 * 60_000);
  expect(await respond(second, { text: 'just in time' })).toEqual([200, undefined]);
  clock.pass(1);
  expect(await respond(second, { text: 'late' })).toEqual([404, 'expired_url']);
  expect(await respond(`${first}x`, { text: 'x' })).toEqual([404, 'no_service']);
});

test('faults hit the next calls of their method and are used up', async () => {
  const { slack, web } = await startTestSlack();
  const post = () => web.chat.postMessage({ channel: ops, text: 'x' });
  slack.faults.add({ method: 'chat.postMessage', kind: 'server_error', calls: 2 });
  await expect(post()).rejects.toMatchObject({ statusCode: 500 });
  expect(await web.auth.test()).toMatchObject({ ok: true });
  await expect(post()).rejects.toMatchObject({ statusCode: 500 });
  expect(await post()).toMatchObject({ ok: true });
  slack.faults.add({ method: '*', kind: 'rate_limited', retryAfter: 7 });
  await expect(web.auth.test()).rejects.toMatchObject({ retryAfter: 7 });
  slack.faults.add({ method: 'auth.test', kind: 'error', error: 'token_revoked' });
  await expect(web.auth.test()).rejects.toMatchObject({ data: { error: 'token_revoked' } });
  slack.faults.add({ method: '*', kind: 'error' });
  slack.faults.clear();
  expect(await web.auth.test()).toMatchObject({ ok: true });
});

test('a refused block type, once, only where it is sent', async () => {
  const { slack, web, client } = await startTestSlack();
  await client.post('fault', {
    method: 'chat.postMessage',
    kind: 'refuse_block',
    blockType: 'divider',
    calls: 1,
  });
  expect((await client.state()).faults).toHaveLength(1);
  const post = (...types: string[]) =>
    web.apiCall('chat.postMessage', { channel: ops, text: 'x', blocks: types.map((type) => ({ type })) });
  expect(await web.chat.postMessage({ channel: ops, text: 'x' })).toMatchObject({ ok: true });
  await expect(post('divider')).rejects.toMatchObject({
    data: { error: 'invalid_blocks', errors: ['unsupported type: divider [json-pointer:/blocks/0/type]'] },
  });
  expect(await post('divider')).toMatchObject({ ok: true });
  expect(slack.faults.list()).toEqual([]);
});

test('a lost answer was done, a time-out was not', async () => {
  const { slack, client } = await startTestSlack();
  const post = (text: string) =>
    fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-local', 'content-type': 'application/json' },
      body: JSON.stringify({ channel: ops, text }),
      signal: AbortSignal.timeout(150),
    });
  slack.faults.add({ method: 'chat.postMessage', kind: 'timeout' });
  await expect(post('not done')).rejects.toThrow();
  slack.faults.add({ method: 'chat.postMessage', kind: 'lost_answer' });
  await expect(post('done')).rejects.toThrow();
  expect((await client.messages()).map(({ text }) => text)).toEqual(['done']);
});
