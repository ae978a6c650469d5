import { CreateClusterCommand, RunTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { addService, refusalOf, replyOf, test } from '../../helpers/command-account.ts';

test('of a cluster, of a service, by name and ARN', async ({ account }) => {
  const arn = 'arn:aws:ecs:us-east-1:123456789012';
  for (const [target, scope, total] of [
    ['shop', { cluster: 'shop' }, 6],
    [`${arn}:cluster/shop`, { cluster: 'shop' }, 6],
    ['shop/web', { cluster: 'shop', service: 'web' }, 3],
    ['web', { cluster: 'shop', service: 'web' }, 3],
    [`${arn}:service/shop/web`, { cluster: 'shop', service: 'web' }, 3],
  ]) {
    const reply = await replyOf('tasks', account.run(`tasks ${target}`));
    expect(reply).toMatchObject({ scope, total, stopped: false, cutOff: false });
  }
});

test('cost', async ({ account }) => {
  expect(await account.count(() => account.run('tasks shop'))).toEqual({
    ListClusters: 1,
    ListTasks: 1,
    DescribeTasks: 1,
  });
  expect(await account.count(() => account.run('tasks shop/web'))).toEqual({
    DescribeServices: 1,
    ListTasks: 1,
    DescribeTasks: 1,
  });
});

test.for<[string, object]>([
  ['tasks shpo', { code: 'unknownTarget', given: 'shpo', nearest: expect.arrayContaining(['shop']) }],
  ['tasks wbe', { code: 'unknownTarget', nearest: expect.arrayContaining(['shop/web']) }],
  ['tasks shop/wbe', { code: 'unknownService', nearest: expect.arrayContaining(['shop/web']) }],
  ['tasks nowhere/web', { code: 'unknownCluster', given: 'nowhere' }],
  ['tasks arn:aws:ecs:us-east-1:123456789012:cluster/nope', { code: 'unknownCluster', given: 'nope' }],
  [`tasks shop/${'0'.repeat(32)}`, { code: 'unknownTask', given: '0'.repeat(32), cluster: 'shop' }],
  ['tasks ""', { code: 'unknownTarget', given: '' }],
])('%s is refused', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

test('one task alone, by cluster and id, by id, by its first digits as messages show them, and by ARN', async ({
  account,
}) => {
  const [task] = (await replyOf('tasks', account.run('tasks shop/web'))).tasks;
  const short = task!.id.slice(0, 12);
  for (const target of [`shop/${task!.id}`, task!.id, task!.arn, `shop/${short}`, short]) {
    expect(await replyOf('task', account.run(`tasks ${target}`))).toEqual({
      kind: 'task',
      task,
      mayStop: true,
    });
  }
});

test('stopped ones with code, reason and exit code, the newest first', async ({ account }) => {
  const { tasks } = await replyOf('tasks', account.run('tasks shop/web'));
  for (const { arn } of tasks.slice(0, 2)) {
    await account.ecs.send(new StopTaskCommand({ cluster: 'shop', task: arn, reason: 'a drill' }));
    account.clock.advance(20_000);
  }
  const stopping = await replyOf('tasks', account.run('tasks shop/web --stopped'));
  expect(stopping.tasks.map(({ id }) => id)).toEqual([tasks[1]!.id, tasks[0]!.id]);
  expect(stopping.tasks[0]!.lastStatus).not.toBe('STOPPED');
  account.clock.advance(120_000);
  const stopped = await replyOf('tasks', account.run('tasks shop --stopped'));
  expect(stopped.tasks.map(({ id }) => id)).toEqual([tasks[1]!.id, tasks[0]!.id]);
  expect(stopped.tasks[0]).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'UserInitiated',
    stoppedReason: 'a drill',
    containers: [{ exitCode: 143 }],
  });
});

test('running ones: starting first, then the oldest', async ({ account }) => {
  await account.ecs.send(new CreateClusterCommand({ clusterName: 'mixed' }));
  for (const name of ['old', 'young', 'starting']) {
    account.clock.advance(300_000);
    await addService(account.ecs, { cluster: 'mixed', name, desiredCount: 1 });
  }
  account.clock.advance(1_000);
  const { tasks } = await replyOf('tasks', account.run('tasks mixed'));
  expect(tasks.map(({ service }) => service)).toEqual(['starting', 'old', 'young']);
});

test('in pages of ten, and above 2,000 the rest is not read', async ({ account }) => {
  await account.ecs.send(new CreateClusterCommand({ clusterName: 'batch' }));
  for (let index = 0; index < 202; index += 1) {
    await account.ecs.send(
      new RunTaskCommand({
        cluster: 'batch',
        taskDefinition: 'old',
        count: 10,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      }),
    );
  }
  const calls = await account.count(() => account.run('tasks batch'));
  expect(calls).toEqual({ ListClusters: 1, ListTasks: 21, DescribeTasks: 20 });
  const reply = await replyOf('tasks', account.run('tasks batch --page 3'));
  expect(reply).toMatchObject({ total: 2000, cutOff: true, page: 3, pages: 200 });
  expect(reply.tasks).toHaveLength(10);
}, 30_000);
