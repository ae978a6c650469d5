import {
  DescribeServicesCommand,
  ECSClient,
  ListTasksCommand,
  StopTaskCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
  waitUntilTasksStopped,
} from '@aws-sdk/client-ecs';
import { afterEach, describe, expect, it } from 'vitest';
import { startAws } from '../../../infra/local/aws/endpoint.ts';
import { createEcs } from '../../../infra/local/ecs/ecs.ts';
import { seedEcs } from '../../../infra/local/ecs/seed.ts';
import { account, createTestEcs, createWeb } from '../../helpers/local-ecs.ts';
import { clientOf } from '../../helpers/sdk.ts';

const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

it('serves exactly these actions', () => {
  expect(Object.keys(createTestEcs().service.actions).toSorted()).toEqual([
    'ContinueServiceDeployment',
    'CreateCluster',
    'CreateService',
    'DeleteCluster',
    'DeleteService',
    'DeregisterTaskDefinition',
    'DescribeClusters',
    'DescribeServiceDeployments',
    'DescribeServiceRevisions',
    'DescribeServices',
    'DescribeTaskDefinition',
    'DescribeTasks',
    'GetTaskProtection',
    'ListClusters',
    'ListServiceDeployments',
    'ListServices',
    'ListTagsForResource',
    'ListTaskDefinitions',
    'ListTasks',
    'PutClusterCapacityProviders',
    'RegisterTaskDefinition',
    'RunTask',
    'StopServiceDeployment',
    'StopTask',
    'TagResource',
    'UntagResource',
    'UpdateCluster',
    'UpdateClusterSettings',
    'UpdateService',
    'UpdateTaskProtection',
  ]);
});

it('tells listeners of changes until they leave', () => {
  const test = createTestEcs();
  let calls = 0;
  const leave = test.ecs.onChange(() => {
    calls += 1;
  });
  createWeb(test);
  test.pass(60);
  expect(calls).toBeGreaterThan(10);
  leave();
  const before = calls;
  test.call('UpdateService', { service: 'web', desiredCount: 0 });
  test.pass(60);
  expect(calls).toBe(before);
});

it('shows clusters, services and tasks as plain values', () => {
  const test = createTestEcs();
  createWeb(test, { desiredCount: 1 });
  test.pass(60);
  test.call('StopTask', { task: test.call('ListTasks').taskArns[0], reason: 'drill' });
  test.pass(60);
  const [cluster] = test.ecs.snapshot().clusters;
  expect(structuredClone(cluster)).toMatchObject({
    name: 'default',
    services: [
      {
        name: 'web',
        desiredCount: 1,
        runningCount: 1,
        taskDefinition: 'app:1',
        tasks: [
          { lastStatus: 'RUNNING', desiredStatus: 'RUNNING', image: 'nginx:1.27' },
          { lastStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'drill' },
        ],
      },
    ],
  });
});

it('stands still once it is closed', () => {
  const test = createTestEcs();
  createWeb(test);
  test.ecs.close();
  const events = test.events.length;
  test.pass(600);
  expect(test.events).toHaveLength(events);
});

describe('over the wire', () => {
  async function start(): Promise<ECSClient> {
    const place = { region: 'eu-west-1', accountId: account };
    const clock = {
      now: () => Date.now(),
      after(ms: number, run: () => void) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    };
    const ecs = createEcs({ ...place, clock, speed: 100, onEvent: () => {} });
    seedEcs(ecs, place);
    const aws = await startAws({ port: 0, ...place, services: [ecs.service] });
    const client = new ECSClient(clientOf(aws.url, place.region));
    endings.push(
      () => client.destroy(),
      () => ecs.close(),
      () => aws.close(),
    );
    return client;
  }

  it("the SDK's waiters see a task stop and its service become stable again", async () => {
    const client = await start();
    const cluster = 'shop';
    const { taskArns = [] } = await client.send(new ListTasksCommand({ cluster, serviceName: 'web' }));
    const [task] = taskArns;
    await client.send(new StopTaskCommand({ cluster, task }));
    const waiter = { client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 };
    const stopped = await waitUntilTasksStopped(waiter, { cluster, tasks: [task ?? ''] });
    expect(stopped.state).toBe('SUCCESS');
    await client.send(new UpdateServiceCommand({ cluster, service: 'web', desiredCount: 4 }));
    const stable = await waitUntilServicesStable(waiter, { cluster, services: ['web'] });
    expect(stable.state).toBe('SUCCESS');
    const { services = [] } = await client.send(new DescribeServicesCommand({ cluster, services: ['web'] }));
    expect(services[0]?.runningCount).toBe(4);
    expect(services[0]?.createdAt).toBeInstanceOf(Date);
  }, 30_000);

  it("refusals arrive as the SDK's own exceptions", async () => {
    const client = await start();
    await expect(client.send(new ListTasksCommand({ cluster: 'nope' }))).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
      message: 'Cluster not found.',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
