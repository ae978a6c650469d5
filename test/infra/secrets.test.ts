import { spawn } from 'node:child_process';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../../infra/deploy/osls.ts';
import { putSecrets, readSecrets } from '../../infra/deploy/parameters.ts';
import { wellAccount } from '../helpers/deployed-account.ts';
import { startAccount } from '../helpers/deployed-operations.ts';

const signingSecret = '0123456789abcdef0123456789abcdef';
const botToken = 'xoxb-111-222-abcDEF';

async function start() {
  const account = wellAccount();
  account.parameters = {};
  const world = await startAccount(account);
  onTestFinished(world.close);
  return { ...world, account };
}

test('both are written as SecureStrings, and written over', async () => {
  const { clients, account } = await start();
  for (const token of [botToken, `${botToken}2`]) {
    await putSecrets(clients.ssm, 'prod', { signingSecret, botToken: token });
  }
  expect(account.parameters).toEqual({
    '/ecs-ops-bot/prod/slack-signing-secret': { type: 'SecureString', value: signingSecret },
    '/ecs-ops-bot/prod/slack-bot-token': { type: 'SecureString', value: `${botToken}2` },
  });
});

test('an empty one is left as it is', async () => {
  const { clients, account } = await start();
  expect(await putSecrets(clients.ssm, 'dev', { signingSecret: '', botToken })).toEqual([
    '/ecs-ops-bot/dev/slack-bot-token',
  ]);
  expect(Object.keys(account.parameters)).toEqual(['/ecs-ops-bot/dev/slack-bot-token']);
});

test.each([
  ['secret too short', { signingSecret: 'abc', botToken }],
  ['secret of other letters', { signingSecret: 'z'.repeat(32), botToken }],
  ['a user token', { signingSecret, botToken: 'xoxp-111-222-abcDEF' }],
  ['a token with a space in it', { signingSecret, botToken: 'xoxb-111 222-abcDEF' }],
])('%s: none is written, and the sentence does not repeat it', async (_, secrets) => {
  const { clients, account } = await start();
  const refused = putSecrets(clients.ssm, 'prod', secrets).catch((error: Error) => error.message);
  const message = await refused;
  expect(message).toMatch(/Nothing was changed\.$/);
  for (const value of Object.values(secrets)) expect(message).not.toContain(value);
  expect(account.parameters).toEqual({});
});

test('from a pipe: two lines, with spaces around them', async () => {
  const said: string[] = [];
  const input = Readable.from([` ${signingSecret}\r\n`, `${botToken} \n`]);
  expect(await readSecrets(input, (line) => said.push(line))).toEqual({ signingSecret, botToken });
  expect(said).toEqual([]);
});

test('a pipe that ends early changes nothing', async () => {
  await expect(readSecrets(Readable.from([`${signingSecret}\n`]), () => undefined)).rejects.toThrow(
    /two lines/,
  );
});

test('at a terminal each is asked for, and nothing that is typed is shown', async () => {
  const said: string[] = [];
  const terminal = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => terminal });
  const reading = readSecrets(terminal, (line) => said.push(line));
  terminal.write(`${signingSecret}\r`);
  terminal.write(`${botToken}\r`);
  expect(await reading).toEqual({ signingSecret, botToken });
  expect(said.join('')).toMatch(/Signing Secret.*hidden.*\n.*Bot User OAuth Token.*\n/s);
  expect(said.join('')).not.toMatch(/0123|xoxb-1/);
});

test('Ctrl-C at the terminal changes nothing', async () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => terminal });
  const reading = readSecrets(terminal, () => undefined);
  terminal.write('0123\x03');
  await expect(reading).rejects.toThrow(/^Nothing was changed/);
});

test('npm run secrets reads them from a pipe, and prints none', async () => {
  const { url, account } = await start();
  const child = spawn(process.execPath, ['infra/deploy/secrets.ts', '--region', 'eu-west-1'], {
    cwd: root,
    env: { ...process.env, AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' },
  });
  child.stdin.end(`${signingSecret}\n${botToken}\n`);
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(out + error).toBe(
    'Written: /ecs-ops-bot/prod/slack-signing-secret, /ecs-ops-bot/prod/slack-bot-token\n',
  );
  expect(Object.values(account.parameters).map(({ value }) => value)).toEqual([signingSecret, botToken]);
});
