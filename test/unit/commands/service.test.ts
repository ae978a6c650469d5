import { CreateClusterCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { addService, refusalOf, replyOf, test } from '../../helpers/command-account.ts';

test('one screen costs four calls', async ({ account }) => {
  const calls = await account.count(() => account.run('service shop/web'));
  expect(calls).toEqual({ DescribeServices: 1, ListTasks: 1, DescribeTasks: 1, DescribeServiceRevisions: 1 });
});

test('counts, settings, tasks, images and events', async ({ account }) => {
  const reply = await replyOf('service', account.run('service shop/web'));
  expect(reply).toMatchObject({
    steady: true,
    images: ['123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web:1.4.2'],
    taskCount: 3,
    service: {
      cluster: 'shop',
      name: 'web',
      desiredCount: 3,
      runningCount: 3,
      loadBalancers: [{ targetGroup: 'shop-web', container: 'web:8080' }],
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      circuitBreaker: 'off',
      deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }],
    },
  });
  expect(reply.tasks.map(({ health }) => health)).toEqual(['HEALTHY', 'HEALTHY', 'HEALTHY']);
  expect(reply.service.events[0]?.message).toMatch(/steady state/);
});

test('by its name alone, and by its ARN', async ({ account }) => {
  for (const target of [
    'web',
    'arn:aws:ecs:us-east-1:123456789012:service/shop/web',
    '<http://shop/web|shop/web>',
  ]) {
    expect(await replyOf('service', account.run(`service ${target}`))).toMatchObject({
      service: { cluster: 'shop', name: 'web' },
    });
  }
});

test('a name that two clusters have is asked back', async ({ account }) => {
  await account.ecs.send(new CreateClusterCommand({ clusterName: 'staging' }));
  await addService(account.ecs, { cluster: 'staging', name: 'web' });
  expect(await refusalOf(account.run('service web'))).toEqual({
    code: 'ambiguousService',
    given: 'web',
    targets: expect.arrayContaining(['shop/web', 'staging/web']),
  });
});

test.for<[string, object]>([
  ['service shop/wbe', { code: 'unknownService', given: 'shop/wbe', nearest: ['shop/web'] }],
  ['service shpo/web', { code: 'unknownCluster', given: 'shpo', nearest: expect.arrayContaining(['shop']) }],
  ['service hello', { code: 'unknownService', nearest: expect.arrayContaining(['hands-on/hello-world']) }],
  ['service ""', { code: 'unknownService', given: '' }],
  ['service /', { code: 'unknownService', given: '' }],
  ['service shop/', { code: 'unknownService', given: 'shop/' }],
])('%s is refused with the nearest', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

test('tasks that start come before those that run; six are shown of more', async ({ account }) => {
  await account.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'api', desiredCount: 8 }));
  account.clock.advance(3_000);
  const reply = await replyOf('service', account.run('service shop/api'));
  expect(reply).toMatchObject({ steady: false, taskCount: 8, service: { desiredCount: 8, runningCount: 2 } });
  expect(reply.tasks).toHaveLength(6);
  expect(reply.tasks.every(({ lastStatus }) => lastStatus !== 'RUNNING')).toBe(true);
});

test('during a rollout, the images of both deployments', async ({ account }) => {
  const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-world:1.0.0';
  await addService(account.ecs, {
    cluster: 'staging',
    name: 'front',
    containers: [{ image }],
    desiredCount: 1,
  });
  account.clock.advance(120_000);
  await addService(account.ecs, { cluster: 'staging', name: 'front-2' });
  await account.ecs.send(
    new UpdateServiceCommand({ cluster: 'staging', service: 'front', taskDefinition: 'front-2' }),
  );
  account.clock.advance(3_000);
  const { images, service } = await replyOf('service', account.run('service staging/front'));
  expect(service.deployments).toHaveLength(2);
  expect(images).toEqual(expect.arrayContaining([image, 'public.ecr.aws/nginx/nginx:1.27']));
});
