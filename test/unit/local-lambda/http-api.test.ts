import { connect } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LocalServer } from '../../../infra/local/http.ts';
import type { LambdaFunction } from '../../../infra/local/lambda/instance.ts';
import { startHttpApi } from '../../../infra/local/lambda/triggers.ts';

let api: LocalServer;
let events: APIGatewayProxyEventV2[] = [];
let answer: () => unknown = () => ({ statusCode: 200 });
const errors: unknown[] = [];

beforeAll(async () => {
  const target: LambdaFunction = {
    name: 'slack',
    kill: async () => undefined,
    invoke: async (event) => {
      events.push(event as APIGatewayProxyEventV2);
      return answer();
    },
  };
  api = await startHttpApi(0, new Map([['POST /slack', target]]), (_, error) => errors.push(error));
});
afterAll(() => api.close());
beforeEach(() => {
  events = [];
  answer = () => ({ statusCode: 200 });
});

const post = (body: string | Uint8Array, headers: Record<string, string> = {}, path = '/slack') =>
  fetch(`${api.url}${path}`, { method: 'POST', body: body as string, headers });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('a form comes base64-encoded, JSON as text', async () => {
  await post('command=%2Fecs&text=é', form);
  await post('{"type":"é"}', { 'content-type': 'application/json; charset=utf-8' });
  expect(events.map(({ isBase64Encoded }) => isBase64Encoded)).toEqual([true, false]);
  expect(Buffer.from(events[0]!.body!, 'base64').toString()).toBe('command=%2Fecs&text=é');
  expect(events[1]!.body).toBe('{"type":"é"}');
});

test('any bytes of a form arrive as they were sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1 }), async (bytes) => {
      events = [];
      await post(bytes, form);
      expect(Buffer.from(events[0]!.body!, 'base64').equals(Buffer.from(bytes))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('names of headers are in lower case, repeated ones joined by a comma, cookies apart', async () => {
  await raw(['X-Slack-Signature: v0=a', 'X-Twice: 1', 'X-Twice: 2', 'Cookie: a=1; b=2', 'Content-Length: 0']);
  expect(events[0]!.headers).toMatchObject({ 'x-slack-signature': 'v0=a', 'x-twice': '1,2' });
  expect(events[0]!.headers).not.toHaveProperty('cookie');
  expect(events[0]!.cookies).toEqual(['a=1', 'b=2']);
  expect(events[0]).not.toHaveProperty('body');
});

test('the path and the query are apart, whatever the query holds', async () => {
  await post('x', form, '/slack?a=1?b=2');
  expect(events[0]).toMatchObject({
    version: '2.0',
    routeKey: 'POST /slack',
    rawPath: '/slack',
    rawQueryString: 'a=1?b=2',
    requestContext: {
      http: { method: 'POST', path: '/slack' },
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    },
  });
});

test('only the route of serverless.yml is served', async () => {
  expect((await fetch(`${api.url}/slack`)).status).toBe(404);
  expect((await post('x', form, '/other')).status).toBe(404);
  expect(events).toEqual([]);
});

test.each<[what: string, result: unknown, status: number, body: string]>([
  ['a structured answer', { statusCode: 201, body: 'made' }, 201, 'made'],
  ['a base64 body', { statusCode: 200, body: 'aGk=', isBase64Encoded: true }, 200, 'hi'],
  ['a value without a status', { text: 'hi' }, 200, '{"text":"hi"}'],
  ['a string', 'hi', 200, 'hi'],
])('%s', async (_, result, status, body) => {
  answer = () => result;
  const response = await post('x', form);
  expect([response.status, await response.text()]).toEqual([status, body]);
});

test('a function that fails is a 500 without its error', async () => {
  answer = () => {
    throw new Error('inner');
  };
  const response = await post('x', form);
  expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect(errors).toHaveLength(1);
});

test('a client that leaves in the middle of its body harms nobody', async () => {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  socket.write('POST /slack HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.resetAndDestroy();
  // A rejection that nobody handles would fail the run.
  expect((await post('x', form)).status).toBe(200);
  expect(events).toHaveLength(1);
});

/** A request written by hand: fetch would tidy its headers. */
async function raw(headers: string[]): Promise<void> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  socket.end(
    ['POST /slack HTTP/1.1', 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n'),
  );
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
}
