import { fileURLToPath } from 'node:url';
import {
  CreateClusterCommand,
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { ServiceError } from '../../infra/local/aws/wire.ts';
import { roleActions } from '../../infra/local/serverless/roles.ts';
import { readService } from '../../infra/local/serverless/service.ts';
import { commands } from '../../src/commands/registry.ts';
import type { Job } from '../../src/front-door/job.ts';
import { settingsStore } from '../../src/store/settings.ts';
import { commandJob, onFargate, pressJob } from '../helpers/bot.ts';
import { pushIndexTo } from '../helpers/local-ecr.ts';
import { typeInSlack } from '../helpers/signed-requests.ts';
import type { Sunk } from '../helpers/slack-sink.ts';
import { bot, botTest, waitFor } from '../helpers/virtual-bot.ts';

/** Lambda itself does these with the function's role; the code never does. */
const byLambda = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
];

/** AWS looks at these when a schedule, a task definition, an account's first cluster, or anything with tags is made. */
const byOthers = ['iam:PassRole', 'iam:CreateServiceLinkedRole', 'ecs:TagResource', 'ecr:TagResource'];
/** What the doctor alone sends. It tries the rights that the others use, and is asked last: before, it would hide one that none uses. */
const byDoctor = ['events:DescribeRule', 'lambda:GetAccountSettings'];

const sent = new Map<string, Set<string>>();
let throttleOnce = 0;

const test = botTest({
  seeds: 'demo',
  onRequest: ({ accessKeyId, service, action }) => {
    const actions = sent.get(accessKeyId) ?? new Set();
    sent.set(accessKeyId, actions.add(`${service}:${action}`));
  },
  intercept: ({ action }) =>
    action === 'ListClusters' && throttleOnce-- > 0
      ? new ServiceError('ThrottlingException', 'Rate exceeded')
      : undefined,
});

/** A task that ends by itself, with an error: the lines that it wrote are kept. */
async function crash(): Promise<void> {
  await bot.define('crash', { dockerLabels: { 'local.ecs/exit-code': '1' } });
  await bot.ecs.send(
    new RunTaskCommand({
      cluster: 'shop',
      taskDefinition: 'crash',
      ...onFargate,
    }),
  );
}

/** A deployment of shop/checkout, as a canary, until it waits for a person. */
async function deployCanary(): Promise<void> {
  const checkout = { cluster: 'shop', service: 'checkout' };
  await bot.ecs.send(new UpdateServiceCommand({ ...checkout, forceNewDeployment: true }));
  await waitFor('a hook that waits', async () => {
    const { serviceDeployments = [] } = await bot.ecs.send(new ListServiceDeploymentsCommand(checkout));
    const arns = serviceDeployments.slice(0, 1).map(({ serviceDeploymentArn = '' }) => serviceDeploymentArn);
    const found = await bot.ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: arns }));
    return found.serviceDeployments?.[0]?.lifecycleHookDetails?.some(
      ({ status }) => status === 'AWAITING_ACTION',
    );
  });
}

/** A deployment that stays in progress: it waits for a person. */
async function deployWithPause(service: string): Promise<void> {
  const lifecycleHooks = [{ targetType: 'PAUSE' as const, lifecycleStages: ['POST_SCALE_UP' as const] }];
  const deploymentConfiguration = { lifecycleHooks };
  const given = { cluster: 'shop', service, deploymentConfiguration, forceNewDeployment: true };
  await bot.ecs.send(new UpdateServiceCommand(given));
}

/** A setting is told in its channel. */
async function told(job: Job): Promise<Sunk> {
  const before = bot.sink.received.length;
  await bot.queue(job);
  return waitFor('a setting that is told', () =>
    bot.sink.received
      .slice(before)
      .find(
        ({ method, body }) =>
          method === 'chat.postMessage' &&
          /this channel|このチャンネル|:snowflake:|:sunny:/.test(String(body.text)),
      ),
  );
}

/** The lesson is a message of the channel. */
async function shownLesson(job: Job): Promise<Sunk> {
  const before = bot.sink.received.length;
  await bot.queue(job);
  return waitFor('a lesson', () =>
    bot.sink.received
      .slice(before)
      .find(({ method, body }) => method === 'chat.postMessage' && /Learn ECS/.test(String(body.text))),
  );
}

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
  // Empty, to be deleted.
  await bot.ecs.send(new CreateClusterCommand({ clusterName: 'hands-on-old' }));
  await deployWithPause('api');
  await deployCanary();
  // The front door, and the worker behind it.
  await bot.letPass(typeInSlack(bot.world, 'help'));
  const cards: string[] = [];
  for (const command of commands.filter(({ name, hidden }) => !hidden && name !== 'doctor')) {
    for (const example of command.examples) {
      if (command.kind === 'setting') {
        await told(commandJob(example, someone()));
        continue;
      }
      if (command.name === 'hands-on') {
        await shownLesson(commandJob(example, someone()));
        continue;
      }
      const { body } = await bot.answerTo(commandJob(example, someone()));
      // A problem is told in one block, and so is that nothing has failed.
      if (example === 'why') expect(body.text).toMatch(/^Nothing that this channel hears about has failed/);
      else expect((body.blocks as unknown[]).length, `${example}: ${body.text}`).toBeGreaterThan(1);
      const card = /"confirm ([0-9a-f]{32})"/.exec(JSON.stringify(body))?.[1];
      expect(card !== undefined, example).toBe(command.kind === 'change');
      // The first example's card of each command: the others start from the same count and would have moved. A restart's is of the service that is
      // deployed.
      const isPressed = example === command.examples[0] && command.name !== 'restart';
      if (card !== undefined && isPressed) cards.push(card);
    }
  }
  // An image for several platforms.
  await pushIndexTo(bot.ecr, 'shop/web', { tag: 'both', platforms: ['linux/arm64', 'linux/amd64'] });
  await bot.answerTo(commandJob('deploy shop/web both --dry-run', someone()));
  // For a time, and past a bound that moves with it.
  const timed = await bot.answerTo(commandJob('scale media/encoder 8 for 1h --move-bound', someone()));
  cards.push(/"confirm ([0-9a-f]{32})"/.exec(JSON.stringify(timed.body))?.[1] ?? '');
  for (const card of cards) {
    expect((await bot.answerTo(pressJob(`confirm ${card}`, someone()))).body).toMatchObject({
      delete_original: true,
    });
  }
  // A job that is given back.
  throttleOnce = 3;
  await bot.answerTo(commandJob('clusters', someone()));
  // A mute that holds back what nobody asked for, and one that has ended.
  const settings = settingsStore({
    client: DynamoDBDocumentClient.from(bot.dynamodb),
    name: 'ecs-ops-bot-local',
  });
  const mute = { channel: 'C0LOCAL0OPS', setBy: 'U0OPERATOR', setAt: 0 };
  await settings.putMute({ ...mute, pattern: 'media/player', until: Date.now() + 3_600_000 });
  await settings.putMute({ ...mute, pattern: 'shop/none', until: 1 });
  // The events function reads settings again after ten seconds.
  const setAt = Date.now();
  await waitFor('the mutes to be known', () => Date.now() > setAt + 11_000);
  const { taskArns: [task = ''] = [] } = await bot.ecs.send(
    new ListTasksCommand({ cluster: 'media', serviceName: 'player' }),
  );
  await bot.ecs.send(new StopTaskCommand({ cluster: 'media', task }));
  await waitFor('a message that is held back', () => sent.get('task-events')?.has('dynamodb:UpdateItem'));
  await crash();
  await waitFor('the lines of a crash', () => sent.get('task-events')?.has('logs:GetLogEvents'), 20_000);
  // The events function tells the changes' stories, and sweeps.
  await waitFor('a story that ends', () =>
    bot.sink.received.some(
      ({ method, body }) => method === 'chat.update' && /healed in/.test(String(body.text)),
    ),
  );
  const sweep = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} });
  const QueueUrl = bot.world.queueUrl('ecs-ops-bot-local-events');
  await bot.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: sweep }));
  await waitFor('the sweep', () => sent.get('task-events')?.has('dynamodb:Query'));
  await waitFor('the end of a mute', () => sent.get('task-events')?.has('dynamodb:DeleteItem'));
  // Before it closes an episode, a minute after the last news, it asks ECS.
  await waitFor('a closing', () => sent.get('task-events')?.has('ecs:DescribeServices'), 120_000);

  const root = fileURLToPath(new URL('../../', import.meta.url));
  const definition = readService({ root, stage: 'local', region: 'us-east-1', params: { 'hands-on': 'on' } });
  for (const { name, role } of definition.functions) {
    const others = [...byLambda, ...byOthers, ...byDoctor];
    const allowed = [...roleActions(definition, role)].filter((action) => !others.includes(action));
    // What the events function asks ECS comes some seconds after the news.
    await waitFor(
      `all that ${name} may send`,
      () => allowed.every((action) => sent.get(name)?.has(action)),
      60_000,
    ).catch(() => undefined);
    expect([...(sent.get(name) ?? [])].sort(), name).toEqual(allowed.sort());
  }
  const before = new Set(sent.get('worker'));
  await bot.answerTo(commandJob('doctor', someone()));
  const added = [...(sent.get('worker') ?? [])].filter((action) => !before.has(action));
  expect(added.sort()).toEqual([...byDoctor, 'sqs:GetQueueAttributes']);
}, 180_000);
