import { describe, expect, test } from 'vitest';
import { BotClient } from '../../../src/slack/client.ts';
import { slackFailure } from '../../../src/slack/errors.ts';

/** What a call of users.info that is answered so, one after the other, means; and with which tokens it was made. */
async function failureOf(...bodies: string[]) {
  const tokens: (string | null)[] = [];
  let current = 'xoxb-1';
  const forget = () => {
    current = 'xoxb-2';
  };
  const web = new BotClient(
    { get: async () => current, forget },
    {
      retryConfig: { retries: 0 },
      fetch: async (_, request) => {
        tokens.push(new Headers(request?.headers).get('authorization'));
        return new Response(bodies[tokens.length - 1]);
      },
    },
  );
  const failure = await web.users.info({ user: 'U1' }).then(() => undefined, slackFailure);
  return { failure, tokens };
}

describe('an answer that is not Slack’s is a Slack that is away', () => {
  test.each(['null', '7', '"ok"', '[]', '{}', '', '{"message":"Forbidden"}', '<html>'])(
    '%j',
    async (body) => {
      expect((await failureOf(body)).failure).toMatchObject({ kind: 'broken', answerLost: false });
    },
  );
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
