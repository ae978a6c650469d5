import { fileURLToPath } from 'node:url';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ServiceError } from '../../infra/local/aws/service-error.ts';
import { readService } from '../../infra/local/lambda/read-service.ts';
import { roleActions } from '../../infra/local/lambda/role-actions.ts';
import { commands } from '../../src/commands/commands.ts';
import { commandJob, pressJob } from './helpers/jobs.ts';
import { type Bot, startBot } from './helpers/start-bot.ts';
import { typeInSlack } from './helpers/type-in-slack.ts';
import { waitFor } from './helpers/wait-for.ts';

/** Lambda itself does these with the function's role; the code never does. */
const byLambda = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
];

let bot: Bot;
const sent = new Map<string, Set<string>>();
let throttleOnce = 0;

beforeAll(async () => {
  bot = await startBot({
    onRequest: ({ accessKeyId, service, action }) => {
      const actions = sent.get(accessKeyId) ?? new Set();
      sent.set(accessKeyId, actions.add(`${service}:${action}`));
    },
    intercept: ({ action }) =>
      action === 'ListClusters' && throttleOnce-- > 0
        ? new ServiceError('ThrottlingException', 'Rate exceeded')
        : undefined,
  });
});
afterAll(() => bot?.close());

let requests = 0;
function someone() {
  requests += 1;
  return {
    userId: 'U0OPERATOR',
    channelId: 'C0LOCAL0OPS',
    responseUrl: bot.sink.responseUrl(`request-${requests}`),
  };
}

test('every example of every command works in the local world, and each role names exactly what its function sent', async () => {
  // The front door, and the worker behind it.
  await typeInSlack(bot.world, 'help');
  const cards: string[] = [];
  for (const command of commands.filter(({ hidden }) => !hidden)) {
    for (const example of command.examples) {
      const { body } = await bot.answerTo(commandJob(example, someone()));
      // A problem is told in one block.
      expect((body.blocks as unknown[]).length, `${example}: ${body.text}`).toBeGreaterThan(1);
      const card = /"confirm ([0-9a-f]{32})"/.exec(JSON.stringify(body))?.[1];
      expect(card !== undefined, example).toBe(command.kind === 'change');
      // The first example's card of each command: the others start from the same count and would have moved.
      if (card !== undefined && example === command.examples[0]) cards.push(card);
    }
  }
  for (const card of cards) {
    expect((await bot.answerTo(pressJob(`confirm ${card}`, someone()))).body).toMatchObject({
      delete_original: true,
    });
  }
  // A job that is given back.
  throttleOnce = 3;
  await bot.answerTo(commandJob('clusters', someone()));
  // The events function tells the changes' stories, and sweeps.
  await waitFor('a story that ends', () =>
    bot.sink.received.some(
      ({ method, body }) => method === 'chat.update' && /healed in/.test(String(body.text)),
    ),
  );
  const sweep = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} });
  const QueueUrl = bot.world.aws.queueUrl('ecs-ops-bot-local-events');
  await bot.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: sweep }));
  await waitFor('the sweep', () => sent.get('task-events')?.has('dynamodb:Query'));
  // Before it closes an episode, a minute after the last news, it asks ECS.
  await waitFor('a closing', () => sent.get('task-events')?.has('ecs:DescribeServices'), 120_000);

  const root = fileURLToPath(new URL('../../', import.meta.url));
  const definition = readService({ root, stage: 'local', region: 'us-east-1', params: {} });
  for (const { name, role } of definition.functions) {
    const allowed = [...roleActions(definition, role)].filter((action) => !byLambda.includes(action));
    expect([...(sent.get(name) ?? [])].sort(), name).toEqual(allowed.sort());
  }
}, 180_000);
