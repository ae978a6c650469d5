import { afterEach, expect, test } from 'vitest';
import { tellPerson } from '../../../src/front-door/enqueue.ts';
import { sockets } from '../../../src/front-door/http.ts';
import { type FakeAnswer, type FakeAws, startFakeAws } from '../../helpers/fake-aws.ts';

let slack: FakeAws | undefined;
afterEach(() => slack?.close());

async function tell(answer: FakeAnswer, ms = 500): Promise<boolean> {
  slack = await startFakeAws(() => answer);
  return tellPerson(sockets, `${slack.url}/actions/T1/1/x`, 'Nothing was done.', ms);
}

test('posts a sentence for one person that leaves the message alone', async () => {
  expect(await tell({ body: { ok: true } })).toBe(true);
  expect(slack?.calls).toEqual([
    {
      target: '/actions/T1/1/x',
      input: { response_type: 'ephemeral', replace_original: false, text: 'Nothing was done.' },
      connection: 0,
    },
  ]);
});

test.each([
  { status: 404, body: {} },
  { status: 200, body: {} },
  { status: 200, body: { ok: false, error: 'used_url' } },
  { status: 302, body: { ok: true } },
  'reset',
  'stall',
] as const)('says so when it was not heard: %j', async (answer) => {
  expect(await tell(answer, 100)).toBe(false);
});

test.each(['', 'no address', 'ftp://127.0.0.1/x', 'http://127.0.0.1:99999/', 'http://[::1/'])(
  'an address that is none, %j, is no error',
  async (address) => {
    expect(await tellPerson(sockets, address, 'text', 100)).toBe(false);
  },
);
