import { GetTaskProtectionCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { targetFilter } from '../../../src/access/targets.ts';
import { describeScalableTarget } from '../../../src/aws/autoscaling.ts';
import { describeTaggedImages, listRepositories } from '../../../src/aws/ecr.ts';
import { describeClusters } from '../../../src/aws/ecs/clusters.ts';
import {
  describeServiceDeployments,
  listServiceDeployments,
} from '../../../src/aws/ecs/service-deployments.ts';
import { describeServiceRevisions, describeServices, listServices } from '../../../src/aws/ecs/services.ts';
import { describeTaskDefinition } from '../../../src/aws/ecs/task-definitions.ts';
import { describeTasks, listTasks } from '../../../src/aws/ecs/tasks.ts';
import type { CommandContext } from '../../../src/commands/line/command.ts';
import { readableContext } from '../../../src/commands/line/readable-context.ts';
import { readableStoppedTasks } from '../../../src/readable/records.ts';
import { createVisibility } from '../../../src/readable/visibility.ts';
import { type CommandAccount, test } from '../../helpers/command-account.ts';
import { memoryStoppedTasks } from '../../helpers/memory-stores.ts';
import { sampleTask } from '../../helpers/sample-ecs.ts';

const explanation = { code: 'failed', detail: '1', expected: false } as const;
/** What a command gets whose caller may look at `shop/w*` and at what is scaled in media. */
let seen: CommandContext;
test.beforeEach(({ account }) => {
  seen = readableContext(account.context, { type: 'some', on: ['shop/w*', 'media/encoder'] });
});

const tasksOf = (account: CommandAccount, cluster: string, service: string) =>
  listTasks(account.ecs, { cluster, service, desiredStatus: 'RUNNING' });

test('clusters: only what is seen is described, and what does not exist stays missing', async () => {
  const found = await describeClusters(seen.ecs, ['hands-on', 'shop', 'nothing']);
  expect(found.map(({ name }) => name)).toEqual(['shop']);
  expect(found[0]).toMatchObject({ activeServices: 2, runningTasks: 4 });
  expect(await describeClusters(seen.ecs, ['hands-on'])).toEqual([]);
});

test('services, also by their ARNs, and their revisions', async ({ account }) => {
  expect(await listServices(seen.ecs, 'shop')).toEqual(['web', 'worker']);
  await expect(listServices(seen.ecs, 'hands-on')).rejects.toThrow('Cluster not found.');
  const [api] = await describeServices(account.ecs, 'shop', ['api']);
  const [web] = await describeServices(seen.ecs, 'shop', ['web', 'api', api!.arn]);
  expect(await describeServices(seen.ecs, 'shop', ['api', api!.arn])).toEqual([]);
  expect(
    await describeServices(seen.ecs, 'arn:aws:ecs:us-east-1:123456789012:cluster/shop', ['web']),
  ).toHaveLength(1);
  const revisions = await describeServiceRevisions(seen.ecs, [...api!.revisionArns, ...web!.revisionArns]);
  expect(revisions.map(({ arn }) => arn)).toEqual(web!.revisionArns);
  expect(await describeServiceRevisions(seen.ecs, api!.revisionArns)).toEqual([]);
});

test('service deployments: of a service that is not seen there is none', async ({ account }) => {
  const [api, web] = ['api', 'web'].map((service) => ({ cluster: 'shop', service }));
  const most = { most: 5 };
  const hidden = await listServiceDeployments(account.ecs, api!, most);
  const shown = await listServiceDeployments(seen.ecs, web!, most);
  expect(shown).not.toEqual([]);
  await expect(listServiceDeployments(seen.ecs, api!, most)).rejects.toThrow('Service not found.');
  await expect(
    listServiceDeployments(seen.ecs, { cluster: 'hands-on', service: 'hello-world' }, most),
  ).rejects.toThrow('Cluster not found.');
  const described = await describeServiceDeployments(
    seen.ecs,
    [...hidden, ...shown].map(({ arn }) => arn),
  );
  expect(described.map(({ arn }) => arn)).toEqual(shown.map(({ arn }) => arn));
  expect(
    await describeServiceDeployments(
      seen.ecs,
      hidden.map(({ arn }) => arn),
    ),
  ).toEqual([]);
});

test('tasks, and their protection', async ({ account }) => {
  const [web, api, hello] = [
    await tasksOf(account, 'shop', 'web'),
    await tasksOf(account, 'shop', 'api'),
    await tasksOf(account, 'hands-on', 'hello-world'),
  ];
  const listed = await listTasks(seen.ecs, { cluster: 'shop', desiredStatus: 'RUNNING' });
  expect(listed).toEqual(expect.arrayContaining(web));
  expect(listed.filter((arn) => api.includes(arn))).toEqual([]);
  await expect(
    listTasks(seen.ecs, { cluster: 'shop', service: 'api', desiredStatus: 'RUNNING' }),
  ).rejects.toThrow('Service not found.');
  expect(await describeTasks(seen.ecs, 'shop', [...web, ...api])).toHaveLength(web.length);
  await expect(describeTasks(seen.ecs, 'hands-on', hello)).rejects.toThrow('Cluster not found.');
  const protection = (tasks: string[]) =>
    seen.ecs.send(new GetTaskProtectionCommand({ cluster: 'shop', tasks }));
  expect((await protection(web)).protectedTasks).toHaveLength(web.length);
  expect((await protection(api)).protectedTasks).toEqual([]);
});

test('a task definition that a service names which may be looked at', async () => {
  expect((await describeTaskDefinition(seen.ecs, 'shop-web:1')).containers).not.toEqual([]);
  expect((await describeTaskDefinition(seen.ecs, 'shop-api:1')).containers).toEqual([]);
});

test('a task definition of what only the black box knows any more', async ({ account }) => {
  const gone = sampleTask({
    id: 'a'.repeat(32),
    cluster: 'shop',
    service: 'web',
    taskDefinition: 'shop-web:1',
  });
  const hidden = { ...gone, id: 'b'.repeat(32), service: 'api', taskDefinition: 'shop-api:1' };
  await account.context.stoppedTasks.keep([gone, hidden].map((task) => ({ task, explanation })));
  expect(await seen.stoppedTasks.find(hidden.id)).toBeUndefined();
  expect((await describeTaskDefinition(seen.ecs, 'shop-api:1')).containers).toEqual([]);
  expect(await seen.stoppedTasks.find(gone.id)).toBeDefined();
  expect((await describeTaskDefinition(seen.ecs, 'shop-web:1')).containers).not.toEqual([]);
});

test('what scales a service', async ({ account }) => {
  expect(
    await describeScalableTarget(seen.autoscaling, { cluster: 'media', service: 'encoder' }),
  ).toBeDefined();
  const other = readableContext(account.context, { type: 'some', on: ['shop/*'] });
  expect(
    await describeScalableTarget(other.autoscaling, { cluster: 'media', service: 'encoder' }),
  ).toBeUndefined();
});

test('repositories of which a service runs', async () => {
  expect(await listRepositories(seen.ecr)).toEqual(expect.arrayContaining(['shop/web', 'shop/worker']));
  expect(await listRepositories(seen.ecr)).not.toContain('shop/api');
  expect(await describeTaggedImages(seen.ecr, 'shop/api')).toBeUndefined();
  expect(await describeTaggedImages(seen.ecr, 'shop/web')).not.toEqual([]);
});

test('failures of one’s own are found behind many of others', async ({ account }) => {
  const stoppedTasks = memoryStoppedTasks();
  const stop = (id: number, service: string) => ({
    explanation,
    task: sampleTask({
      id: String(id),
      cluster: 'shop',
      service,
      stoppedAt: new Date(account.context.now() - id),
    }),
  });
  await stoppedTasks.keep([
    ...Array.from({ length: 60 }, (_, id) => stop(id, 'api')),
    stop(60, 'web'),
    stop(61, 'worker'),
  ]);
  const look = createVisibility(account.ecs, targetFilter(['shop/w*']));
  const found = await readableStoppedTasks(stoppedTasks, look).failures(50);
  expect(found.map(({ task }) => task.service)).toEqual(['web', 'worker']);
});

test('no record of a change is there of what may not be looked at', async ({ account }) => {
  const intentFor = (cluster: string, service: string) =>
    ({ card: { change: { target: { cluster, service } } } }) as never;
  const recordsOf = async (cluster: string, service: string) => {
    const { store } = readableContext(
      {
        ...account.context,
        store: {
          getIntent: async () => intentFor(cluster, service),
          getOutcome: async () => undefined,
          getLease: async () => ({ version: 1, lease: { unsettled: [], effects: [] } }),
          scaledSince: async () => intentFor(cluster, service),
        },
      },
      { type: 'some', on: ['shop/w*'] },
    );
    return [
      await store.getIntent('x'),
      await store.scaledSince(`${cluster}/${service}`, ''),
      await store.getLease(`${cluster}/${service}`),
    ];
  };
  for (const found of await recordsOf('shop', 'web')) expect(found).toBeDefined();
  expect(await recordsOf('shop', 'api')).toEqual([undefined, undefined, undefined]);
});
