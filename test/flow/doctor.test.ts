import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect } from 'vitest';
import { ServiceError } from '../../infra/local/aws/wire.ts';
import { botScopes } from '../../src/slack/client.ts';
import { heartbeatStore } from '../../src/store/stores.ts';
import type { Bot } from '../helpers/bot.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

// Each thing that the doctor looks at is broken in the local world, and the built bot says so.

/** IAM or the service refuses, or does not answer, what is named here: `ecs:ListClusters`. */
const denied = new Set<string>();
const hanging = new Set<string>();
const tokenParameter = '/ecs-ops-bot/local/slack-bot-token';
const sent: string[] = [];

const test = botTest({
  onRequest: ({ accessKeyId, service, action, status }) => {
    if (accessKeyId === 'worker') sent.push(`${service}:${action} ${status}`);
  },
  intercept: async ({ accessKeyId, service, action }) => {
    const right = `${service}:${action}`;
    if (accessKeyId !== 'worker') return undefined;
    if (hanging.has(right)) await new Promise((resolve) => setTimeout(resolve, 20_000).unref());
    return denied.has(right)
      ? new ServiceError('AccessDeniedException', `not authorized to perform: ${right}`)
      : undefined;
  },
});
test.beforeAll(async () => {
  slackIsWell();
});
afterEach(() => {
  denied.clear();
  hanging.clear();
  slackIsWell();
});

/** `auth.test` as Slack answers it; `over` answers other methods. */
function slackIsWell(
  over: Bot['sink']['answer'] = () => undefined,
  scopes: readonly string[] = botScopes,
  teamId = 'T0LOCAL001',
): void {
  bot.sink.answer = (sunk) =>
    over(sunk) ??
    (sunk.method === 'auth.test'
      ? {
          body: { ok: true, team: 'Local', team_id: teamId, user_id: 'U0BOT' },
          headers: { 'x-oauth-scopes': scopes.join(',') },
        }
      : undefined);
}

async function forget(pk: string, sk: string): Promise<void> {
  const table = DynamoDBDocumentClient.from(bot.dynamodb);
  await table.send(new DeleteCommand({ TableName: 'ecs-ops-bot-local', Key: { pk, sk } }));
}

/** What the doctor says, a finding a line, times left out. */
async function examined(): Promise<string[]> {
  // A minute goes by.
  await forget('limit#doctor T0LOCAL001', 'calls');
  const first = await talk.typed('doctor');
  const answers = () => bot.sink.received.filter(({ to }) => to === first.to);
  const isFirst = talk.text(first).startsWith('Still asking');
  const { body } = isFirst ? await waitFor('the findings', () => answers()[1]) : first;
  return String(body.text)
    .replace(/<!date[^>]*>/g, 'then')
    .split('\n');
}

/** The lines of trouble. */
async function troubles(): Promise<string[]> {
  return (await examined()).filter((line) => /\*(FAIL|WARN)\*/.test(line));
}

const heartbeats = () =>
  heartbeatStore({ client: DynamoDBDocumentClient.from(bot.dynamodb), name: 'ecs-ops-bot-local' });

test('a bot that is well says so, and nothing was changed by asking', async () => {
  await heartbeats().beat('sweep', Date.now());
  await heartbeats().beat('event', Date.now() - 3_600_000);
  sent.length = 0;
  const lines = await examined();
  expect(lines[0]).toMatch(/^All is well: \d+ checks$/);
  expect(lines.slice(1).every((line) => /\*(?:OK|NOTE)\*/.test(line))).toBe(true);
  expect(lines.join('\n')).toContain('The last ECS event came 1h ago');
  const changing = sent.filter(
    (line) => !/:(?:List|Describe|Get|Query|Receive|Delete(?:MessageBatch|Message) )/.test(line),
  );
  expect(changing.sort()).toEqual(
    expect.arrayContaining(['dynamodb:PutItem 400', 'ecs:StopTask 400', 'ecs:UpdateService 400']),
  );
  expect(changing.filter((line) => /^ecs/.test(line) && line.endsWith(' 200'))).toEqual([]);
});

test.each([
  ['a scope less', botScopes.slice(1), 'FAIL*  The token lacks `commands`.'],
  [
    'a scope more',
    [...botScopes, 'admin'],
    'WARN*  The token has scopes that the bot does not need: `admin`.',
  ],
])('%s', async (_, scopes, says) => {
  slackIsWell(undefined, scopes);
  expect(await troubles()).toEqual([expect.stringContaining(says)]);
});

test('a token of another workspace', async () => {
  slackIsWell(undefined, botScopes, 'T0OTHER');
  expect(await troubles()).toEqual([
    expect.stringContaining('FAIL*  The token belongs to another workspace'),
  ]);
});

test('a token that Slack refuses', async () => {
  slackIsWell(({ method }) =>
    method === 'auth.test' ? { body: { ok: false, error: 'account_inactive' } } : undefined,
  );
  expect(await troubles()).toEqual([expect.stringContaining('Slack refuses the token: `account_inactive`.')]);
});

test('a token that is gone, and one that is none', async () => {
  await bot.ssm.send(new DeleteParameterCommand({ Name: tokenParameter }));
  expect(await troubles()).toEqual([
    expect.stringContaining(`FAIL*  There is no bot token in the parameter \`${tokenParameter}\`.`),
  ]);
  const put = (Value: string) =>
    bot.ssm.send(
      new PutParameterCommand({ Name: tokenParameter, Type: 'SecureString', Value, Overwrite: true }),
    );
  await put('the signing secret by mistake');
  const [line = ''] = await troubles();
  expect(line).toContain('is not a bot token');
  expect(line).not.toContain('by mistake');
  await put('xoxb-local');
});

test('rights that are missing, each by its name', async () => {
  for (const right of ['ecs:StopTask', 'logs:GetLogEvents', 'ecr:DescribeImages']) denied.add(right);
  expect(await troubles()).toEqual([
    expect.stringContaining(
      'FAIL*  The worker’s role lacks `ecr:DescribeImages`, `ecs:StopTask`, `logs:GetLogEvents`.',
    ),
  ]);
});

test('a check that is not allowed, and one that gets no answer, hide no other', async () => {
  denied.add('sqs:GetQueueAttributes');
  hanging.add('events:DescribeRule');
  expect((await troubles()).sort()).toEqual([
    expect.stringContaining('AWS does not let the bot look at the clock'),
    expect.stringContaining('AWS does not let the bot look at the queues'),
    expect.stringContaining('No answer within five seconds: EventBridge’s rules.'),
  ]);
}, 30_000);

test('a rule that is disabled', async () => {
  const rule = bot.world.rules.find(({ name }) => name.endsWith('-ecs'));
  Object.assign(rule!, { state: 'DISABLED' });
  expect(await troubles()).toEqual([
    expect.stringContaining('FAIL*  The rule `ecs-ops-bot-local-ecs` is disabled'),
  ]);
  Object.assign(rule!, { state: 'ENABLED' });
});

test('a sweep that stays away; one that comes mends it', async () => {
  await heartbeats().beat('sweep', Date.now() - 6 * 60_000);
  expect(await troubles()).toEqual([
    expect.stringContaining('FAIL*  The events function has not got its one-minute sweep for 6m'),
  ]);
  const MessageBody = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} });
  await bot.sqs.send(
    new SendMessageCommand({ QueueUrl: bot.world.queueUrl('ecs-ops-bot-local-events'), MessageBody }),
  );
  await waitFor('a heartbeat', async () => Date.now() - ((await heartbeats().read()).sweep ?? 0) < 60_000);
  expect(await troubles()).toEqual([]);
});

test('dead letters, in either queue', async () => {
  const QueueUrl = bot.world.queueUrl('ecs-ops-bot-local-events-dead');
  await bot.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  await bot.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  expect(await troubles()).toEqual([
    expect.stringContaining('WARN*  2 messages in `ecs-ops-bot-local-events-dead` could not be handled.'),
  ]);
  const all = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await bot.sqs.send(all);
  for (const { ReceiptHandle } of Messages)
    await bot.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
});

test('a default channel that Slack does not show', async () => {
  slackIsWell(({ method }) =>
    method === 'chat.getPermalink' ? { body: { ok: false, error: 'channel_not_found' } } : undefined,
  );
  expect(await troubles()).toEqual([
    expect.stringContaining('FAIL*  Slack does not show the bot the default channel `C0LOCAL0OPS`'),
  ]);
});

test('somebody in the access file whom Slack does not know', async () => {
  // It goes by what was read for access; of that, minutes go by.
  await forget('group#S0LOCALONC', 'reading');
  slackIsWell(({ method }) =>
    method === 'usergroups.users.list' ? { body: { ok: false, error: 'no_such_subteam' } } : undefined,
  );
  expect(await troubles()).toEqual([
    expect.stringContaining(
      'WARN*  The access file names `S0LOCALONC`, but Slack knows no such people or groups',
    ),
  ]);
});

test('the whole workspace may ask five times a minute, whoever asks', async () => {
  await forget('limit#doctor T0LOCAL001', 'calls');
  const people = ['U0OPERATOR', 'U0DEPUTY01', 'U0OPERATOR', 'U0DEPUTY01', 'U0YUI00001'];
  for (const who of people) await talk.typed('doctor', talk.someone(who));
  const refused = await talk.typed('doctor', talk.someone('U0VIEWER01'));
  expect(talk.text(refused)).toContain('several times within a minute in this workspace');
});
