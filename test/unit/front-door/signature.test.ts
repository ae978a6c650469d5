import { isValidSlackRequest } from '@slack/bolt';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSignature, verifySignature } from '../../../src/front-door/verify.ts';
import { sign } from '../../helpers/signed-requests.ts';

const NOW = 1_700_000_000_000;
const SECONDS = NOW / 1000;

function isOurs(headers: Record<string, string>, body: string, secret: string): boolean {
  const read = readSignature(headers, NOW);
  return 'claim' in read && verifySignature(read.claim, Buffer.from(body), secret);
}

function isBolts(headers: Record<string, string>, body: string, secret: string): boolean {
  const timestamp = Number(headers['x-slack-request-timestamp']);
  const signature = headers['x-slack-signature'] ?? '';
  return isValidSlackRequest({
    signingSecret: secret,
    body,
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
    nowMilliseconds: NOW,
  });
}

const text = fc.string({ unit: 'binary' });
const secret = fc.string({ minLength: 1 });
const spoil = fc.constantFrom<(signature: string) => string>(
  (signature) => signature,
  (signature) => signature.replace('v0', 'v1'),
  (signature) => signature.toUpperCase(),
  (signature) => signature.slice(0, -1),
  (signature) => `${signature}0`,
  (signature) => signature.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
  (signature) => signature.slice(3),
  () => '',
  () => 'v0=',
);

test('is as strict as Bolt for every body, secret and integer time that is not in the future', () => {
  const age = fc.oneof(fc.integer({ min: 0, max: 600 }), fc.nat(SECONDS - 1), fc.constantFrom(299, 300, 301));
  fc.assert(
    fc.property(text, text, secret, secret, age, spoil, (body, other, own, stranger, seconds, change) => {
      const timestamp = String(SECONDS - seconds);
      for (const [signed, by] of [
        [body, own],
        [other, own],
        [body, stranger],
      ] as const) {
        const headers = {
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': change(sign(by, timestamp, signed)),
        };
        expect(isOurs(headers, body, own)).toBe(isBolts(headers, body, own));
      }
    }),
    { numRuns: 1000 },
  );
});

test("takes Slack's own example", () => {
  // From Slack's page on verifying requests.
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const headers = {
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  };
  const read = readSignature(headers, 1_531_420_618_000);
  expect(
    'claim' in read && verifySignature(read.claim, Buffer.from(body), '8f742231b10e8888abcd99yyyzzz85a5'),
  ).toBe(true);
});

const signedAt = (timestamp: string, normalised = timestamp) => ({
  'x-slack-request-timestamp': timestamp,
  'x-slack-signature': sign('secret', normalised, 'body'),
});

test.each([300, 299, 0, -299, -300])('takes a time %i s ago', (seconds) => {
  expect(isOurs(signedAt(String(SECONDS - seconds)), 'body', 'secret')).toBe(true);
});

test.each([301, 3600])('unlike Bolt refuses a time %i s in the future', (seconds) => {
  const headers = signedAt(String(SECONDS + seconds));
  expect(isBolts(headers, 'body', 'secret')).toBe(true);
  expect(readSignature(headers, NOW)).toEqual({ refusal: 'timestamp in the future' });
});

test('refuses a time more than 300 s ago', () => {
  expect(readSignature(signedAt(String(SECONDS - 301)), NOW)).toEqual({ refusal: 'timestamp too old' });
});

test('unlike Bolt refuses the signed timestamp abc', () => {
  const headers = { ...signedAt('abc') };
  const bolt = isValidSlackRequest({
    signingSecret: 'secret',
    body: 'body',
    // As Bolt's HTTP receivers hand it over.
    headers: { ...headers, 'x-slack-request-timestamp': 'abc' as unknown as number },
    nowMilliseconds: NOW,
  });
  expect(bolt).toBe(true);
  expect(readSignature(headers, NOW)).toEqual({ refusal: 'malformed timestamp' });
});

test.each([
  ['a fraction', `${SECONDS}.0`, String(SECONDS)],
  ['an exponent', '1.7e9', String(SECONDS)],
  ['hexadecimal', `0x${SECONDS.toString(16)}`, String(SECONDS)],
  ['blanks', ` ${SECONDS} `, String(SECONDS)],
  ['a leading zero', `0${SECONDS}`, String(SECONDS)],
])('unlike Bolt refuses a time with %s', (_what, timestamp, normalised) => {
  const headers = signedAt(timestamp, normalised);
  expect(isBolts(headers, 'body', 'secret')).toBe(true);
  expect(readSignature(headers, NOW)).toEqual({ refusal: 'malformed timestamp' });
});

test('unlike Bolt refuses what follows the digits of a signature', () => {
  const headers = signedAt(String(SECONDS));
  headers['x-slack-signature'] += '=more';
  expect(isBolts(headers, 'body', 'secret')).toBe(true);
  expect(readSignature(headers, NOW)).toEqual({ refusal: 'malformed signature' });
});

test.each([
  {},
  { 'x-slack-signature': `v0=${'0'.repeat(64)}` },
  { 'x-slack-request-timestamp': String(SECONDS) },
])('refuses a request that is not signed: %j', (headers) => {
  expect(readSignature(headers, NOW)).toEqual({ refusal: 'not signed' });
});
