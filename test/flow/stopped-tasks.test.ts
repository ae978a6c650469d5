import {
  CreateServiceCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { createStoppedTasks } from '../../src/store/stopped-tasks.ts';
import { commandJob, onFargate } from '../helpers/bot.ts';
import { bot, botTest, waitFor } from '../helpers/virtual-bot.ts';

const test = botTest({ speed: 600, stoppedTaskIsShownFor: 4000 });

let requests = 0;
async function typed(line: string) {
  requests += 1;
  const responseUrl = bot.sink.responseUrl(`box-${requests}`);
  const who = { userId: 'U0VIEWER01', channelId: 'C0LOCAL0OPS', responseUrl };
  const { body } = await bot.answerTo(commandJob(line, who));
  return { body, text: JSON.stringify(body.blocks) };
}

/** A service whose task writes a secret and crashes two seconds after its start. */
async function startCrashing(): Promise<void> {
  const dockerLabels = {
    'local.ecs/exit-after-seconds': '1200',
    'local.ecs/exit-code': '127',
    'local.ecs/prints': 'connecting\npassword=hunter2 was refused',
  };
  await bot.define('crashing', { dockerLabels });
  await bot.ecs.send(
    new CreateServiceCommand({
      cluster: 'shop',
      serviceName: 'crashing',
      taskDefinition: 'crashing',
      desiredCount: 1,
      ...onFargate,
    }),
  );
}

test('a task that crashed is explained after ECS forgot it, with the last lines that it wrote, masked', async () => {
  const stoppedTasks = createStoppedTasks(
    { client: DynamoDBDocumentClient.from(bot.dynamodb), name: 'ecs-ops-bot-local' },
    Date.now,
  );
  await startCrashing();
  const { task } = await waitFor(
    'the crash in the black box',
    async () => (await stoppedTasks.stopsOf({ cluster: 'shop', service: 'crashing' }, 1))[0],
    30_000,
  );
  await bot.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'crashing', desiredCount: 0 }));
  await waitFor('its lines in the black box', () => stoppedTasks.logsOf(task.id));
  await waitFor(
    'ECS to forget it',
    async () => {
      const { tasks = [] } = await bot.ecs.send(
        new DescribeTasksCommand({ cluster: 'shop', tasks: [task.id] }),
      );
      return tasks.length === 0;
    },
    30_000,
  );
  const { taskArns = [] } = await bot.ecs.send(
    new ListTasksCommand({ cluster: 'shop', desiredStatus: 'STOPPED' }),
  );
  expect(taskArns).not.toContain(task.arn);

  for (const line of [`why ${task.id}`, `why shop/${task.id}`, 'why shop/crashing', 'why']) {
    const { text, body } = await typed(line);
    expect(text, line).toContain('127');
    expect(text, line).toContain('connecting');
    expect(text, line).not.toContain('hunter2');
    expect(body.response_type ?? 'ephemeral', line).toBe('ephemeral');
  }
  const shared = await typed(`why ${task.id} --share`);
  expect(shared.body.response_type).toBe('in_channel');
  expect(shared.text).not.toContain('connecting');
  expect((await typed('tasks shop/crashing --stopped')).text).toContain(task.id.slice(0, 8));
  const logs = await typed(`logs ${task.id}`);
  expect(logs.text).toContain('connecting');
  expect(logs.text).not.toContain('hunter2');
  expect(logs.body.response_type ?? 'ephemeral').toBe('ephemeral');
  expect((await typed('events shop/crashing --since 1d')).text).toContain('its command is not in the image');
}, 120_000);
