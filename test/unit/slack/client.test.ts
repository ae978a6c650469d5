import type { SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { BotClient, createBotToken, webClientOptions } from '../../../src/slack/client.ts';
import { slackFailure } from '../../../src/slack/errors.ts';
import { sendMessage } from '../../../src/slack/post.ts';

/** A client that is answered so, one after the other, and the tokens of its calls. */
function clientFor(...bodies: (string | Response)[]) {
  const tokens: (string | null)[] = [];
  let current = 'xoxb-1';
  const forget = () => {
    current = 'xoxb-2';
  };
  const web = new BotClient(
    { get: async () => current, forget },
    webClientOptions(async (_, request) => {
      tokens.push(new Headers(request?.headers).get('authorization'));
      const body = bodies[tokens.length - 1];
      return body instanceof Response ? body : new Response(body);
    }),
  );
  return { web, tokens };
}

/** What a call of users.info that is answered so means. */
async function failureOf(...bodies: (string | Response)[]) {
  const { web, tokens } = clientFor(...bodies);
  const failure = await web.users.info({ user: 'U1' }).then(() => undefined, slackFailure);
  return { failure, tokens };
}

test('a token that was stored from a file is used without the newline at its end', async () => {
  const send = async () => ({ Parameter: { Value: 'xoxb-1\n' } });
  expect(await createBotToken({ send } as unknown as SSMClient, '/token').get()).toBe('xoxb-1');
});

test.each(['{"ok":true}', '{"ok":true,"ts":""}'])(
  'a message that Slack took may stand without its ts: %s',
  async (body) => {
    const places = [{ channel: 'C1' }, { channel: 'C1', thread: '1.2' }];
    for (const place of places) {
      const sent = sendMessage(clientFor(body).web, place, { text: 'x', blocks: [] });
      expect(await sent.catch(slackFailure)).toEqual({ kind: 'broken', code: 'no_ts', answerLost: true });
    }
    const edited = sendMessage(clientFor(body).web, { channel: 'C1', ts: '1.2' }, { text: 'x', blocks: [] });
    expect(await edited).toBe('1.2');
  },
);

describe('an answer that is not Slack’s is a Slack that is away', () => {
  test.each([
    'null',
    '7',
    '"ok"',
    '[]',
    '{}',
    '',
    '{"message":"Forbidden"}',
    '<html>',
    'ok',
    'maintenance',
    '{"ok":"true"}',
  ])('%j', async (body) => {
    expect((await failureOf(body)).failure).toMatchObject({ kind: 'broken', answerLost: false });
  });
});

describe('how long a 429 asks to wait', () => {
  const date = 'Sun, 29 Nov 2026 10:00:00 GMT';
  test.each([
    ['30', { seconds: 30 }],
    ['0', { seconds: 0 }],
    ['9999999999', { seconds: 3600 }],
    ['1e3', {}],
    ['-1', {}],
    ['soon', {}],
    ['', {}],
    [undefined, {}],
    ['Sun, 29 Nov 2026 10:02:00 GMT', { seconds: 120 }],
    ['Sun, 29 Nov 2026 09:00:00 GMT', { seconds: 0 }],
  ])('%j', async (after, seconds) => {
    const headers = { date, ...(after !== undefined && { 'retry-after': after }) };
    for (const body of ['', '{"ok":false,"error":"ratelimited"}']) {
      const { failure } = await failureOf(new Response(body, { status: 429, headers }));
      expect(failure).toEqual({ kind: 'wait', code: 'ratelimited', ...seconds });
    }
    const inBody = new Response('{"ok":false,"error":"ratelimited"}', { headers });
    expect((await failureOf(inBody)).failure).toEqual({ kind: 'wait', code: 'ratelimited', ...seconds });
  });
});

test.each(['{"ok":false}', '{"ok":false,"error":null}', '{"ok":false,"error":{"code":1}}'])(
  '%s is a refusal without a word',
  async (body) => {
    expect((await failureOf(body)).failure).toEqual({ kind: 'forbidden', code: 'no_error_code' });
  },
);

test('a rotated token without a scope: the scope is named', async () => {
  const { failure, tokens } = await failureOf(
    '{"ok":false,"error":"token_revoked"}',
    '{"ok":false,"error":"missing_scope"}',
  );
  expect(failure).toMatchObject({ kind: 'scope', scope: 'users:read' });
  expect(tokens).toEqual(['Bearer xoxb-1', 'Bearer xoxb-2']);
});
