import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { maskLines } from '../../../src/aws/logs.ts';
import { maskField, maskSecrets } from '../../../src/redact/redact.ts';
import { processorMs } from '../../helpers/processor-time.ts';
import { sampleSecrets } from '../../helpers/sample-secrets.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const word = (characters: string, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: min, maxLength: max });
const key = word(letters, 16, 40);
const upper = word('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 16, 16);
const base64 = word(`${letters}+/`, 40, 64);

/** A text that holds a secret, and the part of it that nobody may read. */
interface Leak {
  readonly text: string;
  readonly secret: string;
}

const leak: fc.Arbitrary<Leak> = fc.oneof(
  fc
    .tuple(fc.constantFrom('xoxb', 'xoxp', 'xoxa', 'xoxe', 'xoxe.xoxp'), key)
    .map(([kind, secret]) => ({ text: `${kind}-1-${secret}`, secret })),
  key.map((secret) => ({ text: `xapp-1-A0-${secret}`, secret })),
  fc.tuple(fc.constantFrom('AKIA', 'ASIA'), upper).map(([kind, secret]) => ({ text: kind + secret, secret })),
  fc
    .tuple(
      fc.constantFrom(
        'Authorization: Bearer ',
        'authorization: Basic ',
        '"Authorization": "',
        'Proxy-Authorization=',
        'AUTHORIZATION: AWS4-HMAC-SHA256 Credential=x, Signature=',
      ),
      key,
    )
    .map(([before, secret]) => ({ text: before + secret, secret })),
  fc
    .tuple(
      fc.constantFrom(
        'password=',
        'DB_PASSWORD=',
        'password: ',
        '"password": "',
        "pwd='",
        'client_secret=',
        'X_API_KEY=',
        'aws_secret_access_key = ',
        'access_token=',
        '--password ',
        '"apiKey":"',
        'spring.datasource.password=',
      ),
      key,
    )
    .map(([before, secret]) => ({ text: before + secret, secret })),
  fc
    .tuple(fc.constantFrom('postgres://shop:', 'https://user:', 'redis://:', 'mongodb+srv://a:'), key)
    .map(([before, secret]) => ({ text: `${before}${secret}@db.internal:5432/shop`, secret })),
  base64.map((secret) => ({
    text: `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
    secret,
  })),
  base64.map((secret) => ({ text: `-----BEGIN PRIVATE KEY-----\n${secret}`, secret })),
  base64.map((secret) => ({ text: `${secret}\n-----END OPENSSH PRIVATE KEY-----`, secret })),
  key.map((secret) => ({ text: `eyJhbGciOiJI.${secret}.sig`, secret })),
  key.map((secret) => ({ text: `ghp_${secret}`, secret })),
  key.map((secret) => ({ text: `https://hooks.slack.com/services/T0/B0/${secret}`, secret })),
  key.map((secret) => ({ text: `Cookie: session=${secret}; a=b`, secret })),
);
const around = fc.string({ maxLength: 40, unit: fc.constantFrom(...' {}[](),;\t"\'=:ab12-\n') });

describe('secrets', () => {
  it('none of the known shapes survives, whatever stands around it', () => {
    fc.assert(
      fc.property(leak, around, around, ({ text, secret }, before, after) => {
        expect(maskSecrets(`${before} ${text} ${after}`)).not.toContain(secret);
      }),
      { numRuns: 3000 },
    );
  });

  it('none survives in lines either, also where a block is cut by the first or the last of them', () => {
    fc.assert(
      fc.property(fc.array(leak, { minLength: 1, maxLength: 4 }), fc.nat(3), (leaks, skipped) => {
        const lines = leaks.flatMap(({ text }) => [...text.split('\n'), 'GET / 200']).slice(skipped);
        const shown = JSON.stringify(maskLines(lines.map((message, at) => ({ at, message }))));
        // A line of a key alone, its beginning and end both out of sight, looks like any other word.
        const known = leaks.filter(({ text }) => !text.includes('-----') || lines.join('\n').includes(text));
        for (const { secret } of known) expect(shown).not.toContain(secret);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends fast on any text', () => {
    for (const part of [
      'password=',
      '-----BEGIN KEY-----',
      'a://',
      'authorization',
      'eyJ',
      '"',
      'x'.repeat(50),
    ]) {
      expect(
        processorMs(() => maskSecrets(part.repeat(3000))),
        part,
      ).toBeLessThan(2000);
    }
  });
});

test.each([
  'GET /products/17 200 21 ms',
  'task 3f2a9c0d1e4b4f5a8b7c6d5e4f3a2b1c of shop/web:1.4.2@sha256:7c524a8642865c29',
  'Error: connect ECONNREFUSED 10.0.2.17:5432',
  'https://example.com/path?a=b#c',
  'the password is wrong',
  'tokens: three',
])('leaves be: %s', (line) => {
  expect(maskSecrets(line)).toBe(line);
});

test('a line is masked before it is cut', () => {
  const [line] = maskLines([{ at: 1, message: `${'x'.repeat(490)} password=${'y'.repeat(400)}` }]);
  expect(line?.message).not.toContain('yyy');
  expect(line?.message.length).toBeLessThanOrEqual(501);
});

const masked = (value: unknown) => JSON.parse(JSON.stringify(value, maskField));

test('a text is masked, wherever it stands', () => {
  expect(masked({ line: 'token=abcdefgh', deep: [{ url: 'postgres://shop:hunter2@db/shop' }] })).toEqual({
    line: 'token=‹masked›',
    deep: [{ url: 'postgres://shop:‹masked›@db/shop' }],
  });
});

test('a field that is named as a secret’s is masked, whatever it holds', () => {
  const value = 'plain, "quoted"; and more';
  expect(masked({ password: value, apiKey: value, BOT_TOKEN: value, colour: value })).toEqual({
    password: '‹masked›',
    apiKey: '‹masked›',
    BOT_TOKEN: '‹masked›',
    colour: value,
  });
});

test('what is no text stays', () => {
  expect(masked({ tokens: 3, password: null, at: 1.5, ok: true })).toEqual({
    tokens: 3,
    password: null,
    at: 1.5,
    ok: true,
  });
});

test.each(sampleSecrets)('$what is masked: alone, in a sentence, in JSON, in a log', ({ text, secret }) => {
  expect(maskSecrets(text)).not.toContain(secret);
  expect(maskSecrets(`it failed: ${text} (again)`)).not.toContain(secret);
  expect(maskSecrets(JSON.stringify({ message: `it failed: ${text}` }))).not.toContain(secret);
  const lines = text.split('\n').map((message) => ({ at: 0, message }));
  expect(JSON.stringify(maskLines(lines))).not.toContain(secret);
});

test.each([
  'service shop/auth-token is steady',
  'arn:aws:ecs:eu-west-1:123456789012:task-definition/auth-token:12',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com/auth-token:1.4.2',
  '(service web) (port 8080) is unhealthy in (target-group tg-web) due to (reason Health checks failed with these codes: [502])',
  'tests passed: 12 of 12',
  'the bypass: open',
])('%s says no secret and stays', (text) => {
  expect(maskSecrets(text)).toBe(text);
});
