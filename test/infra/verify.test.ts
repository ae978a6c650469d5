import { expect, onTestFinished, test } from 'vitest';
import { verifyBot } from '../../infra/deploy/checks.ts';
import { toLine } from '../../infra/deploy/options.ts';
import { type Account, wellAccount } from '../helpers/deployed-account.ts';
import { startAccount } from '../helpers/deployed-operations.ts';

async function verify(change: (account: Account) => void = () => undefined) {
  const account = wellAccount();
  change(account);
  const world = await startAccount(account);
  onTestFinished(world.close);
  const findings = await verifyBot(world.clients, 'prod');
  return { findings, sent: world.sent, bad: findings.filter(({ level }) => level !== 'OK') };
}

test('a bot that is well: every part is asked, and all is OK', async () => {
  const { findings, bad } = await verify();
  expect(bad).toEqual([]);
  expect(findings.map(({ part }) => part.split(' ')[0])).toEqual([
    'stack',
    'function',
    'function',
    'mapping',
    'concurrency',
    'queue',
    'queue',
    'table',
    'table',
    'rule',
    'alarms',
    'parameter',
    'parameter',
    'front',
  ]);
});

test('no value of a secret is read', async () => {
  const { sent } = await verify();
  expect(sent.map(({ operation }) => operation).filter((name) => /^GetParameter/.test(name))).toEqual([]);
});

const worker = 'ecs-ops-bot-prod-worker';
test.each<[what: string, level: string, says: RegExp, change: (account: Account) => void]>([
  [
    'no stack',
    'FAIL',
    /there is none/,
    (a) => {
      a.stack = undefined;
    },
  ],
  [
    'a stack on its way',
    'FAIL',
    /UPDATE_IN_PROGRESS/,
    (a) => {
      a.stack = 'UPDATE_IN_PROGRESS';
    },
  ],
  [
    'a rolled back deploy',
    'WARN',
    /rolled back/,
    (a) => {
      a.stack = 'UPDATE_ROLLBACK_COMPLETE';
    },
  ],
  [
    'a failed function',
    'FAIL',
    /Failed/,
    (a) => {
      a.functions[worker]!.state = 'Failed';
    },
  ],
  [
    'no default channel',
    'WARN',
    /posted nowhere/,
    (a) => {
      a.functions[worker]!.environment.DEFAULT_CHANNEL = '';
    },
  ],
  [
    'a mapping turned off',
    'FAIL',
    /Disabled/,
    (a) => {
      a.mappings['uuid-1'] = 'Disabled';
    },
  ],
  [
    'a new account’s concurrency',
    'WARN',
    /only 10 functions .* the bot's queues can use 4/,
    (a) => {
      a.concurrency = 10;
    },
  ],
  [
    'dead letters',
    'WARN',
    /2 could not/,
    (a) => {
      a.queues['ecs-ops-bot-prod-events-dead'] = 2;
    },
  ],
  [
    'no table',
    'FAIL',
    /ResourceNotFound/,
    (a) => {
      delete a.tables['ecs-ops-bot-prod'];
    },
  ],
  [
    'a rule turned off',
    'FAIL',
    /disabled/,
    (a) => {
      a.rules['ecs-ops-bot-prod-ecs'] = 'DISABLED';
    },
  ],
  [
    'an alarm that rings',
    'WARN',
    /waited/,
    (a) => {
      a.alarms['ecs-ops-bot-prod-events-age'] = 'ALARM';
    },
  ],
  [
    'no alarm',
    'FAIL',
    /none/,
    (a) => {
      a.alarms = {};
    },
  ],
  [
    'a missing secret',
    'FAIL',
    /missing/,
    (a) => {
      delete a.parameters['/ecs-ops-bot/prod/slack-bot-token'];
    },
  ],
  [
    'a secret in the clear',
    'FAIL',
    /not a SecureString/,
    (a) => {
      a.parameters['/ecs-ops-bot/prod/slack-bot-token']!.type = 'String';
    },
  ],
  [
    'a front door that is broken',
    'FAIL',
    /500/,
    (a) => {
      a.frontDoor = 500;
    },
  ],
  [
    'a front door that is open',
    'FAIL',
    /200/,
    (a) => {
      a.frontDoor = 200;
    },
  ],
  ['a right that is missing', 'FAIL', /AccessDenied/, (a) => void a.denied.push('DescribeRule')],
])('%s: one %s that says what to do', async (_, level, says, change) => {
  const { bad } = await verify(change);
  expect(bad).toHaveLength(1);
  expect(bad[0]).toMatchObject({
    level,
    says: expect.stringMatching(says),
    todo: expect.stringMatching(/\S/),
  });
});

test('a line says the level, the part, and below it what to do', () => {
  expect(toLine({ level: 'WARN', part: 'rule x', says: 'disabled', todo: 'Enable it.' })).toBe(
    'WARN  rule x: disabled\n      → Enable it.',
  );
});
