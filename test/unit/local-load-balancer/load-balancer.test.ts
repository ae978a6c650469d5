import { once } from 'node:events';
import { Agent, type IncomingMessage, type RequestListener, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { realClock } from '../../../infra/local/clock.ts';
import { endToEndHeaders, startLoadBalancer } from '../../../infra/local/load-balancer/load-balancer.ts';
import { startTarget } from '../../helpers/load-target.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/x/1';
const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function start() {
  const balancer = await startLoadBalancer({ port: 0, clock: realClock, speed: 100 });
  opened.push(balancer.close);
  return {
    ...balancer,
    state: (id: string) => balancer.health(arn, id)?.state,
    async add(id: string, handle: RequestListener, targetGroupArn = arn) {
      const { target, close } = await startTarget(id, handle);
      opened.push(close);
      balancer.register(targetGroupArn, target);
      await waitFor(`${id} to be healthy`, () => balancer.health(targetGroupArn, id)?.state === 'healthy');
      return { close };
    },
  };
}

const naming = (id: string): RequestListener => {
  return (_, response) => void response.end(id);
};

test('503 without a healthy target, then one after the other', async () => {
  const { url, add } = await start();
  const nobody = await fetch(url);
  expect([nobody.status, await nobody.text()]).toEqual([503, '503 Service Unavailable\n']);
  await add('a', naming('a'));
  await add('b', naming('b'));
  await add('c', naming('c'));
  const served: string[] = [];
  for (let count = 0; count < 9; count += 1) served.push(await (await fetch(url)).text());
  const [round] = [served.slice(0, 3)];
  expect([...round].toSorted()).toEqual(['a', 'b', 'c']);
  expect(served).toEqual([...round, ...round, ...round]);
});

test('a listener rule divides requests by the weights of its target groups, and others take turns with them', async () => {
  const { url, add, setWeights } = await start();
  const [old, young, other] = ['old', 'new', 'other'];
  const ask = async (count: number) => {
    const served: string[] = [];
    for (let sent = 0; sent < count; sent += 1) served.push(await (await fetch(url)).text());
    return Object.fromEntries(
      [...Map.groupBy(served, (id) => id)].map(([id, all]) => [id, all.length]).toSorted(),
    );
  };
  const weigh = (ofOld: number) =>
    setWeights('rule', [
      { targetGroupArn: old, weight: ofOld },
      { targetGroupArn: young, weight: 100 - ofOld },
    ]);
  weigh(100);
  await add('a', naming('a'), old);
  await add('b', naming('b'), old);
  await add('c', naming('c'), young);
  expect(await ask(10)).toEqual({ a: 5, b: 5 });
  weigh(90);
  expect(await ask(40)).toEqual({ a: 18, b: 18, c: 4 });
  weigh(0);
  expect(await ask(5)).toEqual({ c: 5 });
  await add('d', naming('d'), other);
  expect(await ask(10)).toEqual({ c: 5, d: 5 });
});

test('502 for a target that hangs up, a broken connection for half an answer, and the next request is served', async () => {
  const { url, add, health } = await start();
  await add('a', (incoming, response) => {
    if (incoming.url === '/half') {
      response.writeHead(200, { 'content-length': 10 });
      response.write('half', () => response.destroy());
    } else if (incoming.url === '/none') response.destroy();
    else response.end('good');
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  opened.push(() => agent.destroy());
  const ask = async (path: string) => {
    const sent = request(`${url}${path}`, { agent, method: 'POST' }).end('x'.repeat(100_000));
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: answer.statusCode, body: text(answer), socket: answer.socket };
  };
  const bad = await ask('/none');
  expect([bad.status, await bad.body]).toEqual([502, '502 Bad Gateway\n']);
  const good = await ask('/');
  expect([good.status, await good.body]).toEqual([200, 'good']);
  await expect((await ask('/half')).body).rejects.toThrow();
  expect(await (await ask('/')).body).toBe('good');
  expect(health(arn, 'a')).toMatchObject({ requests: 4, lastStatus: 200 });
});

test('what belongs to a connection stays on it, and bodies pass as they are', async () => {
  const { url, add } = await start();
  await add('a', (incoming, response) => {
    response.writeHead(201, {
      connection: 'close, x-own',
      'x-own': '1',
      'x-shown': '2',
      'set-cookie': ['a=1', 'b=2'],
    });
    response.write(JSON.stringify({ method: incoming.method, ...incoming.headers }));
    incoming.pipe(response);
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  opened.push(() => agent.destroy());
  const headers = {
    connection: 'keep-alive, x-hop',
    'x-hop': '1',
    te: 'trailers',
    'x-forwarded-for': '10.0.0.1',
  };
  const sent = request(`${url}/path?query=1`, {
    agent,
    method: 'GET',
    headers: { ...headers, 'transfer-encoding': 'chunked' },
  });
  sent.write('first');
  sent.end('second');
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const body = await text(answer);
  const seen = JSON.parse(body.slice(0, body.indexOf('}') + 1));
  expect(body.slice(body.indexOf('}') + 1)).toBe('firstsecond');
  expect(seen).toMatchObject({ 'x-forwarded-for': '10.0.0.1, 127.0.0.1', 'x-forwarded-proto': 'http' });
  expect(Object.keys(seen)).not.toContain('x-hop');
  expect(Object.keys(seen)).not.toContain('te');
  expect(answer.statusCode).toBe(201);
  expect(answer.headers).toMatchObject({
    connection: 'keep-alive',
    'x-shown': '2',
    'set-cookie': ['a=1', 'b=2'],
  });
  expect(answer.headers['x-own']).toBeUndefined();
});

test('no header that the connection names goes on, whatever it names', () => {
  const name = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);
  fc.assert(
    fc.property(fc.dictionary(name, fc.string(), { maxKeys: 8 }), fc.array(name), (headers, named) => {
      const passed = endToEndHeaders({
        ...headers,
        connection: named.map((one) => ` ${one.toUpperCase()} `).join(),
      });
      for (const one of [...named, 'connection', 'te', 'upgrade']) expect(passed).not.toHaveProperty([one]);
    }),
  );
});

test('a target that is deregistered answers what it was asked, and gets nothing new', async () => {
  const { url, add, deregister, state } = await start();
  const finish: (() => void)[] = [];
  await add('slow', (_, response) => void finish.push(() => response.end('slow')));
  const asked = fetch(url);
  await waitFor('the request', () => finish.length === 1);
  let drained = 0;
  const count = () => {
    drained += 1;
  };
  deregister(arn, 'slow', count);
  deregister(arn, 'slow', count);
  expect([state('slow'), drained]).toEqual(['draining', 0]);
  expect((await fetch(url)).status).toBe(503);
  finish[0]?.();
  expect(await (await asked).text()).toBe('slow');
  await waitFor('it to be drained', () => drained === 2);
  expect(state('slow')).toBeUndefined();
  deregister(arn, 'slow', count);
  expect(drained).toBe(3);
});

test('a request that never ends does not hold a target up for longer than the deregistration delay', async () => {
  const { url, add, deregister } = await start();
  let isAsked = false;
  await add('deaf', () => {
    isAsked = true;
  });
  const given = new AbortController();
  const asked = fetch(url, { signal: given.signal }).catch(() => 'given up');
  await waitFor('the request', () => isAsked);
  const begun = Date.now();
  await new Promise<void>((resolve) => deregister(arn, 'deaf', resolve));
  expect(Date.now() - begun).toBeGreaterThan(1_500);
  given.abort();
  expect(await asked).toBe('given up');
});

test('a client that hangs up ends its request at the target too', async () => {
  const { url, add, deregister } = await start();
  const ends: string[] = [];
  let isAsked = false;
  await add('a', (_, response) => {
    isAsked = true;
    response.on('close', () => ends.push('closed'));
  });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await waitFor('the request', () => isAsked);
  socket.destroy();
  await waitFor('its end', () => ends.length === 1);
  await new Promise<void>((resolve) => deregister(arn, 'a', resolve));
});

test('two failed checks in a row make a target unhealthy, one that passes makes it healthy again', async () => {
  const { register, state, health, url } = await start();
  let status = 200;
  const { target, close } = await startTarget(
    'a',
    (_, response) => void response.writeHead(status).end(),
    true,
  );
  opened.push(close);
  register(arn, target);
  await waitFor('healthy', () => state('a') === 'healthy');
  status = 500;
  await waitFor('unhealthy', () => state('a') === 'unhealthy');
  expect(health(arn, 'a')?.reason).toBe('Health checks failed with these codes: [500]');
  expect((await fetch(url)).status).toBe(503);
  status = 200;
  await waitFor('healthy again', () => state('a') === 'healthy');
});

test('a taken port is said in one sentence', async () => {
  const { url } = await start();
  const port = Number(new URL(url).port);
  await expect(startLoadBalancer({ port, clock: realClock, speed: 1 })).rejects.toThrow(
    `Port ${port} is already in use: set LB_PORT to a free port.`,
  );
});
