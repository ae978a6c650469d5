import { CreateClusterCommand, CreateServiceCommand, DeleteServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { addService, refusalOf, replyOf, test } from '../../helpers/command-account.ts';

test.beforeAll(async ({ account }) => {
  await account.ecs.send(new CreateClusterCommand({ clusterName: 'quiet' }));
  await addService(account.ecs, { cluster: 'quiet', name: 'none' });
  await account.ecs.send(
    new CreateServiceCommand({
      cluster: 'quiet',
      serviceName: 'ours',
      desiredCount: 2,
      deploymentController: { type: 'EXTERNAL' },
    }),
  );
});

const before = { desiredCount: 3, runningCount: 3 };

test.for<[string, number]>([
  ['scale shop/web 4', 4],
  ['scale shop/web +1', 4],
  ['scale shop/web -1', 2],
  ['scale shop/web −1', 2],
  ['scale web 0', 0],
  ['scale shop/web +17', 20],
  ['scale shop/web 007', 7],
])('%s wants %i tasks and changes nothing itself', async ([line, desiredCount], { account }) => {
  const calls = await account.count(async () => {
    const { outcome } = await account.run(line);
    expect(outcome).toEqual({
      type: 'change',
      change: { type: 'scale', target: { cluster: 'shop', service: 'web' }, before, after: { desiredCount } },
    });
  });
  expect(calls).not.toHaveProperty('UpdateService');
});

test.for<[string, object]>([
  ['scale shop/web 3', { code: 'sameCount', target: 'shop/web', count: 3 }],
  ['scale shop/web +0', { code: 'sameCount' }],
  ['scale shop/web -4', { code: 'belowZero', count: -1, desiredCount: 3 }],
  ['scale shop/web 21', { code: 'aboveMaximum', count: 21, maximum: 20 }],
  ['scale shop/web 9999999', { code: 'badWord', why: 'notACount' }],
  ['scale media/site 3', { code: 'managedElsewhere' }],
  ['scale shop/nope 1', { code: 'unknownService' }],
  ['stop-task quiet/none', { code: 'noRunningTask', target: 'quiet/none' }],
  ['stop-task shop/nope', { code: 'unknownService' }],
  [`stop-task shop/${'f'.repeat(32)}`, { code: 'unknownTask', cluster: 'shop' }],
])('%s is refused', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

test.for(['media/player', 'quiet/ours'])(
  '%s takes a count, though somebody else makes its deployments',
  async (target, { account }) => {
    expect((await account.run(`scale ${target} 7`)).outcome).toMatchObject({
      change: { after: { desiredCount: 7 } },
    });
  },
);

test('what is being deleted takes no count, and is not drilled', async ({ account }) => {
  await account.ecs.send(new DeleteServiceCommand({ cluster: 'shop', service: 'worker', force: true }));
  for (const line of ['scale shop/worker 3', 'scale shop/worker +1', 'drill shop/worker']) {
    expect(await refusalOf(account.run(line))).toEqual({ code: 'serviceDraining', target: 'shop/worker' });
  }
});

test('stop-task of a service fixes its oldest running task', async ({ account }) => {
  const { tasks } = await replyOf('tasks', account.run('tasks shop/web'));
  const { outcome } = await account.run('stop-task shop/web');
  expect(outcome).toMatchObject({
    type: 'change',
    change: {
      type: 'stop-task',
      target: { cluster: 'shop', service: 'web' },
      taskArn: tasks[0]!.arn,
      before: { runningCount: 3, desiredCount: 3, startedAt: tasks[0]!.startedAt!.toISOString() },
    },
  });
});

test('stop-task of a task fixes that one', async ({ account }) => {
  const { tasks } = await replyOf('tasks', account.run('tasks shop/web'));
  const { outcome } = await account.run(`stop-task ${tasks[2]!.arn}`);
  expect(outcome).toMatchObject({ change: { taskArn: tasks[2]!.arn, target: { service: 'web' } } });
});

test.for<[string, object]>([
  ['confirm 0b7c', { type: 'confirm', cardId: '0b7c' }],
  ['cancel 0b7c', { type: 'cancel', cardId: '0b7c' }],
])('%s names a card', async ([line, outcome], { account }) => {
  expect((await account.run(line)).outcome).toEqual(outcome);
});
