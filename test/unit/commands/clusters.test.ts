import { CreateClusterCommand, DeleteClusterCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { replyOf, test } from '../../helpers/command-account.ts';

test('by name, with counts', async ({ account }) => {
  const reply = await replyOf('clusters', account.run('clusters'));
  expect(reply).toMatchObject({ total: 3, page: 1, pages: 1 });
  expect(reply.clusters).toMatchObject([
    { name: 'hands-on', status: 'ACTIVE', activeServices: 1, runningTasks: 2, pendingTasks: 0 },
    { name: 'media', status: 'ACTIVE', activeServices: 3, runningTasks: 5, pendingTasks: 0 },
    { name: 'shop', status: 'ACTIVE', activeServices: 3, runningTasks: 6, pendingTasks: 0 },
  ]);
});

test('102 clusters cost 2 lists and 2 describes, in pages of ten; deleted ones are left out', async ({
  account,
}) => {
  for (let index = 0; index < 100; index += 1) {
    const clusterName = `c-${String(index).padStart(2, '0')}`;
    await account.ecs.send(
      new CreateClusterCommand({ clusterName, capacityProviders: ['FARGATE', 'FARGATE_SPOT'] }),
    );
  }
  await account.ecs.send(new DeleteClusterCommand({ cluster: 'c-99' }));
  const calls = await account.count(() => account.run('clusters'));
  expect(calls).toEqual({ ListClusters: 2, DescribeClusters: 2 });
  const reply = await replyOf('clusters', account.run('clusters --page 11'));
  expect(reply).toMatchObject({ total: 102, page: 11, pages: 11 });
  expect(reply.clusters.map(({ name }) => name)).toEqual(['media', 'shop']);
  const [first] = (await replyOf('clusters', account.run('clusters'))).clusters;
  expect(first).toMatchObject({ name: 'c-00', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
});
