import { request } from 'node:http';
import { expect, test } from 'vitest';
import { connectWorld } from '../../../infra/local/slack/cli/connection.ts';
import type { ClientChange } from '../../../infra/local/slack/client/protocol.ts';
import { localIds } from '../../../infra/local/slack/workspace/workspace.ts';
import { startTestSlack } from '../../helpers/local-slack.ts';

const { ops, random, operator, viewer } = localIds;

/** The changes that a person's stream tells until a message with this text. */
async function until(changes: AsyncIterator<ClientChange>, text: string): Promise<ClientChange[]> {
  const told: ClientChange[] = [];
  for (;;) {
    const { value, done } = await changes.next();
    if (done) return expect.unreachable('the stream ended');
    told.push(value);
    if (value.type === 'message' && value.message.text === text) return told;
  }
}

test('a stream tells what its person may see, and nothing else', async () => {
  const { slack, web } = await startTestSlack();
  const { changes, close } = await connectWorld(Number(new URL(slack.url).port), viewer);
  const { message_ts: ts = '' } = await web.chat.postEphemeral({
    channel: ops,
    user: operator,
    text: 'secret',
  });
  const { channel } = await web.conversations.open({ users: operator });
  await web.chat.postMessage({ channel: channel?.id ?? '', text: 'just us' });
  await web.chat.postEphemeral({ channel: ops, user: viewer, text: 'mine' });
  const { ts: shared = '' } = await web.chat.postMessage({ channel: ops, text: 'for all' });
  await web.chat.update({ channel: ops, ts: shared, text: 'edited' });
  const told = await until(changes, 'edited');
  expect(told.map((change) => change.type === 'message' && change.message.text)).toEqual([
    'mine',
    'for all',
    'edited',
  ]);
  expect(JSON.stringify(told)).not.toContain(ts);
  close();
});

test('the local ECS is told at most every 100 ms', async () => {
  let tell = () => {};
  let asked = 0;
  const ecs = {
    snapshot: () => {
      asked += 1;
      return { clusters: [] };
    },
    onChange(listener: () => void) {
      tell = listener;
      return () => {};
    },
  };
  const { slack, clock } = await startTestSlack({ ecs });
  const { changes, close } = await connectWorld(Number(new URL(slack.url).port), operator);
  for (let count = 0; count < 10; count++) tell();
  clock.pass(99);
  expect(asked).toBe(1);
  clock.pass(1);
  expect((await changes.next()).value).toEqual({ type: 'ecs', ecs: { clusters: [] } });
  expect(asked).toBe(2);
  close();
});

test('only people of the workspace, only JSON, only by the name of this machine', async () => {
  const { slack, client } = await startTestSlack();
  const post = (headers: Record<string, string>, body: string) =>
    fetch(`${slack.url}/client/send`, { method: 'POST', headers, body }).then(({ status }) => status);
  const json = { 'content-type': 'application/json' };
  const send = (user: string) => JSON.stringify({ user, channel: ops, text: 'hi' });
  expect(await post(json, send(localIds.bot))).toBe(400);
  expect(await post(json, send('U0NOBODY00'))).toBe(400);
  expect(await post(json, 'nonsense')).toBe(400);
  expect(await post({ 'content-type': 'text/plain' }, send(operator))).toBe(404);
  expect(await client.messages()).toEqual([]);
  const { hostname, port } = new URL(slack.url);
  const status = await new Promise((resolve) => {
    request({ hostname, port, path: '/client/state', headers: { host: 'evil.example' } }, ({ statusCode }) =>
      resolve(statusCode),
    ).end();
  });
  expect(status).toBe(403);
});

test('someone who is not in a channel cannot write there', async () => {
  const { client, web } = await startTestSlack();
  const { channel } = await web.conversations.open({ users: operator });
  const answer = await client.as(viewer).post('send', { channel: channel?.id ?? '', text: 'hi' });
  expect(answer).toEqual({ error: 'You are not in this channel.' });
  expect(await client.as(viewer).post('send', { channel: random, text: ' ' })).toHaveProperty('error');
});

test('a taken port is one clear sentence', async () => {
  const { slack } = await startTestSlack();
  const port = Number(new URL(slack.url).port);
  await expect(startTestSlack({ port })).rejects.toThrow(
    `Port ${port} is already in use: set PORT to a free port.`,
  );
});
