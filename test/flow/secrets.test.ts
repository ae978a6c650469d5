import { RunTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { ServiceError } from '../../infra/local/aws/wire.ts';
import { onFargate } from '../helpers/bot.ts';
import { sampleSecrets } from '../helpers/sample-secrets.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

/** What looks like no secret at all, in places of which nothing is ever shown. */
const plain = {
  environment: 'plain-words-of-an-environment',
  override: 'plain-words-of-an-override',
  command: 'plain-words-of-a-command',
  label: 'plain-words-of-a-label',
};
const printed: string[] = [];
const errors = new Map<string, ServiceError>();
let slackError: string | undefined;

const test = botTest({
  params: { 'audit-channel': 'C0AUDIT001' },
  onLog: (_, line) => printed.push(line),
  onError: (_, error) => printed.push(String(error instanceof Error ? error.stack : error)),
  intercept: ({ accessKeyId, action }) => (accessKeyId === 'worker' ? errors.get(action) : undefined),
});
test.beforeAll(async () => {
  bot.sink.answer = ({ to, method }) =>
    to === 'C0AUDIT001' && method === 'chat.postMessage' && slackError !== undefined
      ? { body: { ok: false, error: slackError } }
      : undefined;
});

const everything = sampleSecrets.map(({ text }) => text).join('\n');

/** A task that has the secrets wherever a task definition can hold one, and ends at once. */
async function runTask(family: string, labels: Record<string, string>): Promise<string> {
  await bot.define(family, {
    environment: [
      { name: 'PLAIN', value: plain.environment },
      ...sampleSecrets.map(({ text }, index) => ({ name: `ANY_${index}`, value: text })),
    ],
    secrets: [{ name: 'DB', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/shop/db' }],
    command: ['run', plain.command, ...sampleSecrets.map(({ text }) => text)],
    dockerLabels: { note: plain.label, all: everything, ...labels },
  });
  const { tasks = [] } = await bot.ecs.send(
    new RunTaskCommand({
      cluster: 'shop',
      taskDefinition: family,
      ...onFargate,
      overrides: {
        containerOverrides: [{ name: 'app', environment: [{ name: 'PLAIN', value: plain.override }] }],
      },
    }),
  );
  return tasks[0]?.taskArn?.split('/').at(-1) ?? '';
}

/** Everything that left the bot: to people, to its tables, to its log. */
function everythingSaid(): string {
  const tables = (['own', 'audit'] as const).map((name) => {
    const items = bot.world.records(name);
    expect(items.length, name).toBeGreaterThan(0);
    return items;
  });
  const bodies = bot.sink.received.map(({ body }) => body);
  // Both as they are and unescaped once more: a block's text may hold JSON.
  const said = JSON.stringify([bodies, tables, printed]);
  return said + said.replaceAll('\\', '');
}

test('no secret reaches a reply, a message, a table or a log line', async () => {
  const printing = await runTask('leak', { 'local.ecs/prints': everything, 'local.ecs/exit-code': '1' });
  const pulls = await Promise.all(
    sampleSecrets.map(({ text }, index) => runTask(`leak-${index}`, { 'local.ecs/fail-pull': text })),
  );
  const stopped = await runTask('leak-stop', {});
  await waitFor('the lines of the crash', () => inTable(`stopped#${printing}`, 'logs'), 30_000);
  for (const id of pulls) await waitFor('a stop', () => inTable(`stopped#${id}`, 'task'), 30_000);
  await bot.ecs.send(
    new StopTaskCommand({ cluster: 'shop', task: stopped, reason: sampleSecrets.at(-1)?.text }),
  );
  await waitFor('the stop', () => inTable(`stopped#${stopped}`, 'task'), 30_000);

  // Looking.
  for (const id of [printing, stopped, ...pulls]) await talk.typed(`why shop/${id}`);
  for (const line of [
    `logs shop/${printing} 50`,
    `tasks shop/${printing}`,
    'tasks shop --stopped',
    'tasks shop --stopped --page 2',
    'why',
    'why --share',
    'clusters',
    'services shop',
    'service shop/web',
    'events shop/web --since 1d',
    'images shop/web',
    'doctor',
  ]) {
    const { body } = await talk.typed(line);
    expect(body.text, line).not.toBe('');
  }

  // Errors of AWS, to a reader and to who changes something; what is typed, and refused.
  for (const { text } of sampleSecrets) {
    errors.set('ListClusters', new ServiceError('InvalidParameterException', `not so: ${text}`));
    expect(talk.text(await talk.typed('clusters'))).toMatch(/AWS refused/);
    errors.clear();
    const card = talk.cardIn(await talk.typed('scale shop/web 4'));
    errors.set('UpdateService', new ServiceError('InvalidParameterException', `not so: ${text}`));
    slackError = text;
    expect(talk.text(await talk.pressed(`confirm ${card}`))).toContain('was not changed');
    errors.clear();
  }
  await talk.typed('scale shop/web 9', talk.someone('U0VIEWER01'));
  await talk.typed('audit 1h');
  await talk.typed('audit 1h --page 2');

  // What is no event is not quoted in the log.
  const QueueUrl = bot.world.queueUrl('ecs-ops-bot-local-events');
  const override = { overrides: { environment: [{ name: 'PLAIN', value: plain.override }] } };
  const garbage = JSON.stringify({
    source: 'aws.ecs',
    'detail-type': 'ECS Task State Change',
    detail: override,
  });
  for (const MessageBody of [garbage, `${plain.override} ${everything}`])
    await bot.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await waitFor('both to be refused', () =>
    printed.filter((line) => line.includes('is no event')).length >= 2 ? true : undefined,
  );

  const said = everythingSaid();
  expect(said).toContain('‹masked›');
  for (const { what, secret } of sampleSecrets) expect(said.includes(secret), what).toBe(false);
  for (const [what, text] of Object.entries(plain)) expect(said.includes(text), what).toBe(false);
}, 180_000);

function inTable(pk: string, sk: string): boolean {
  return bot.world.records('own').some((item) => item.pk === pk && item.sk === sk);
}
