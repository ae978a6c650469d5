import { CreateClusterCommand, CreateServiceCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { describe, expect } from 'vitest';
import { addService, refusalOf, replyOf, test } from '../../helpers/command-account.ts';

test('of one cluster, with image tags', async ({ account }) => {
  const reply = await replyOf('services', account.run('services shop'));
  expect(reply).toMatchObject({ cluster: 'shop', clusters: ['shop'], total: 3, unsteady: 0, pages: 1 });
  expect(reply.rows.map(({ service, tags }) => [service.name, ...tags])).toEqual([
    ['api', '2.0.1'],
    ['web', '1.4.2'],
    ['worker', '0.9.0'],
  ]);
});

test('of every cluster, and by a cluster’s ARN', async ({ account }) => {
  expect(await replyOf('services', account.run('services'))).toMatchObject({ cluster: undefined, total: 7 });
  const arn = 'arn:aws:ecs:us-east-1:123456789012:cluster/shop';
  expect(await replyOf('services', account.run(`services ${arn}`))).toMatchObject({
    cluster: 'shop',
    total: 3,
  });
});

test('an unknown cluster is answered with the nearest, if one is near', async ({ account }) => {
  for (const [given, nearest] of [
    ['shpo', ['shop']],
    ['💥', []],
  ] as const) {
    const problem = await refusalOf(account.run(`services ${given}`));
    expect(problem).toMatchObject({ code: 'unknownCluster', nearest });
  }
});

test('what is not steady comes first', async ({ account }) => {
  const tasks = await replyOf('tasks', account.run('tasks shop/worker'));
  await account.ecs.send(new StopTaskCommand({ cluster: 'shop', task: tasks.tasks[0]!.arn }));
  account.clock.advance(2_000);
  const reply = await replyOf('services', account.run('services'));
  expect(reply.unsteady).toBe(1);
  expect(reply.rows[0]).toMatchObject({ steady: false, service: { name: 'worker', runningCount: 0 } });
  account.clock.advance(120_000);
  expect((await replyOf('services', account.run('services'))).unsteady).toBe(0);
});

describe('250 services in one cluster', () => {
  test.beforeAll(async ({ account }) => {
    await account.ecs.send(new CreateClusterCommand({ clusterName: 'large' }));
    await addService(account.ecs, { cluster: 'large', name: 's-000' });
    for (let index = 1; index < 250; index += 1) {
      await account.ecs.send(
        new CreateServiceCommand({
          cluster: 'large',
          serviceName: `s-${String(index).padStart(3, '0')}`,
          taskDefinition: 's-000',
          desiredCount: 0,
          launchType: 'FARGATE',
          networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
        }),
      );
    }
  }, 30_000);

  test('cost 3 lists, 25 describes and 1 call for the page’s tags', async ({ account }) => {
    const calls = await account.count(() => account.run('services large'));
    expect(calls).toEqual({ ListServices: 3, DescribeServices: 25, DescribeServiceRevisions: 1 });
  });

  test('come in pages, each service once', async ({ account }) => {
    const names: string[] = [];
    for (let page = 1; page <= 25; page += 1) {
      const { rows, pages } = await replyOf('services', account.run(`services large --page ${page}`));
      expect(pages).toBe(25);
      names.push(...rows.map(({ service }) => service.name));
    }
    expect(names).toHaveLength(250);
    expect(new Set(names).size).toBe(250);
  });

  test('a page behind the last is the last', async ({ account }) => {
    expect(await replyOf('services', account.run('services large --page 9999'))).toMatchObject({ page: 25 });
  });
});
