import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { BotClient, webClientOptions } from '../../../src/slack/client.ts';
import { slackFailure } from '../../../src/slack/errors.ts';
import { createSlackFetch } from '../../../src/slack/fetch.ts';
import { silentLogger as logger } from '../../helpers/local-slack.ts';

/** A server on loopback, the connections that it was opened, and the bodies that reached it. */
async function serve(answer: RequestListener) {
  const sockets: Socket[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    answer(request, response);
  });
  server.on('connection', (socket) => sockets.push(socket.on('error', () => {})));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  // It neither closes an idle connection nor says when it would.
  server.keepAliveTimeout = 0;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, sockets, bodies };
}

const post = { method: 'POST', body: 'text=%C3%A9' };

test('text goes out and comes in, over one connection', async () => {
  const { url, sockets, bodies } = await serve((request, response) => {
    response
      .writeHead(201, { 'X-Seen': `${request.method} ${request.headers['x-mine']}` })
      .end('{"ok":true}');
  });
  const fetch = createSlackFetch();
  for (const _ of [1, 2]) {
    const response = await fetch(url, { ...post, headers: { 'X-Mine': 'yes' } });
    expect(response).toMatchObject({ status: 201, statusText: 'Created', ok: true, url });
    expect(response.headers.get('x-SEEN')).toBe('POST yes');
    expect(response.headers.get('none')).toBeNull();
    expect(await response.json()).toEqual({ ok: true });
  }
  expect(bodies).toEqual([post.body, post.body]);
  expect(sockets).toHaveLength(1);
});

test('a big answer arrives whole, whatever its chunks cut through', async () => {
  const big = 'é語🙂'.repeat(200_000);
  const bytes = Buffer.from(big);
  const { url } = await serve((_, response) => {
    for (let at = 0; at < bytes.length; at += 65_537) response.write(bytes.subarray(at, at + 65_537));
    response.end();
  });
  const response = await createSlackFetch()(url, post);
  expect((await response.text()) === big).toBe(true);
});

test.each(['never begins', 'never ends'])(
  'an answer that %s in time: the reason of the signal',
  async (how) => {
    const limit = new AbortController();
    const { url, sockets } = await serve((_, response) => {
      if (how === 'never ends') response.writeHead(200).write('{"ok"');
      setImmediate(() => limit.abort(new DOMException('too late', 'TimeoutError')));
    });
    const asked = createSlackFetch()(url, { ...post, signal: limit.signal });
    await expect(asked).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError', message: 'too late' }),
    );
    if (sockets[0]?.destroyed === false) await new Promise((closed) => sockets[0]?.once('close', closed));
  },
);

test('an answer that changes the protocol is none, and its connection is closed', async () => {
  const { url, sockets } = await serve((request) => {
    request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n');
  });
  await expect(createSlackFetch()(url, post)).rejects.toThrow('unexpected upgrade');
  if (sockets[0]?.destroyed === false) await once(sockets[0], 'close');
});

test('a token that no header takes: nothing was sent, and no error holds it', async () => {
  const { url, bodies } = await serve((_, response) => response.end('{"ok":true}'));
  const web = new BotClient(
    { get: async () => 'xoxb-1\nxoxb-2', forget() {} },
    { ...webClientOptions(createSlackFetch(), url), logger },
  );
  const error = await web.users.info({ user: 'U1' }).then(
    () => undefined,
    (each: unknown) => each,
  );
  expect(slackFailure(error)).toMatchObject({ kind: 'broken', answerLost: false });
  expect(inspect(error, { depth: 9 })).not.toContain('xoxb');
  expect(bodies).toEqual([]);
});

test('an answer cut off in the middle is none', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{"ok":true}', () => response.destroy());
  });
  await expect(createSlackFetch()(url, post)).rejects.toThrow(
    expect.objectContaining({ code: 'ECONNRESET' }),
  );
});

test('a kept connection that Slack closed is replaced', async () => {
  const { url, sockets, bodies } = await serve((_, response) => response.end('ok'));
  const fetch = createSlackFetch();
  await fetch(url, post);
  // Closed on both sides once the client has seen it.
  sockets[0]?.end();
  await once(sockets[0] as Socket, 'close');
  expect(await (await fetch(url, post)).text()).toBe('ok');
  expect([sockets.length, bodies.length]).toEqual([2, 2]);
});

test('a connection that is idle for long is closed from here', async () => {
  const { url, sockets } = await serve((_, response) => response.end('ok'));
  await createSlackFetch(10)(url, post);
  await once(sockets[0] as Socket, 'close');
});

test('a kept connection that dies under a request: nothing is sent twice, and it may have been carried out', async () => {
  const { url, bodies } = await serve((request, response) => {
    if (bodies.length === 1) response.end('{"ok":true}');
    else request.socket.resetAndDestroy();
  });
  const web = new BotClient(
    { get: async () => 'xoxb-1', forget() {} },
    { ...webClientOptions(createSlackFetch(), url), logger },
  );
  await web.chat.postMessage({ channel: 'C1', text: 'first' });
  const failure = await web.chat.postMessage({ channel: 'C1', text: 'second' }).catch(slackFailure);
  expect(failure).toMatchObject({ kind: 'broken', answerLost: true });
  expect(bodies).toHaveLength(2);
});

test.each([
  ['nobody listens', 'http://127.0.0.1:1/', 'ECONNREFUSED'],
  ['the name is unknown', 'http://slack.invalid/', /ENOTFOUND|EAI_AGAIN/],
])('%s: nothing was sent', async (_, url, code) => {
  const web = new BotClient(
    { get: async () => 'xoxb-1', forget() {} },
    { ...webClientOptions(createSlackFetch(), url), logger },
  );
  const failure = await web.users.info({ user: 'U1' }).then(() => undefined, slackFailure);
  expect(failure).toMatchObject({ kind: 'broken', answerLost: false, code: expect.stringMatching(code) });
});

test('a redirect comes from a proxy: it is not followed', async () => {
  const { url, bodies } = await serve((_, response) => response.writeHead(302, { location: '/there' }).end());
  const fetch = createSlackFetch();
  expect((await fetch(url, { ...post, redirect: 'manual' })).status).toBe(302);
  await expect(fetch(url, { ...post, redirect: 'error' })).rejects.toThrow('unexpected redirect');
  expect(bodies).toHaveLength(2);
});

test('a 429 with Retry-After through the client', async () => {
  const { url } = await serve((_, response) => response.writeHead(429, { 'Retry-After': '7' }).end());
  const web = new BotClient(
    { get: async () => 'xoxb-1', forget() {} },
    webClientOptions(createSlackFetch(), url),
  );
  const failure = await web.users.info({ user: 'U1' }).then(() => undefined, slackFailure);
  expect(failure).toEqual({ kind: 'wait', code: 'ratelimited', seconds: 7 });
});
