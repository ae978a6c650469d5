import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand, ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '../../../infra/local/account.ts';
import { startAws } from '../../../infra/local/aws/endpoint.ts';
import { createVirtualClock } from '../../../infra/local/ecs/world.ts';

const place = { accountId: '123456789012', region: 'us-east-1' };
const clock = createVirtualClock(Date.UTC(2026, 10, 23, 12));
const account = createAccount({ ...place, clock, speed: 1, onEvent: () => {} });
let aws: Awaited<ReturnType<typeof startAws>>;
let logs: CloudWatchLogsClient;
let ecs: ECSClient;

beforeAll(async () => {
  aws = await startAws({ port: 0, ...place, services: account.services });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = { endpoint: aws.url, region: place.region, credentials, maxAttempts: 1 };
  logs = new CloudWatchLogsClient(client);
  ecs = new ECSClient(client);
});
afterAll(async () => {
  account.ecs.close();
  await aws.close();
});

const logGroupName = '/ecs/shop-api';
const oneTask = async () => {
  const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName: 'api' }));
  return taskArns![0]!.split('/').at(-1)!;
};

test('each seeded service has a log group, each of its tasks a stream of the driver’s name', async () => {
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ecs/shop' }));
  expect(logGroups?.map((group) => group.logGroupName)).toEqual([
    '/ecs/shop-api',
    '/ecs/shop-web',
    '/ecs/shop-worker',
  ]);
  const { logStreams } = await logs.send(
    new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true }),
  );
  expect(logStreams?.map(({ logStreamName }) => logStreamName)).toContain(`ecs/api/${await oneTask()}`);
});

test('a page forward, a page back, and the end that repeats its token', async () => {
  const stream = { logGroupName, logStreamName: `ecs/api/${await oneTask()}` };
  const head = await logs.send(new GetLogEventsCommand({ ...stream, startFromHead: true, limit: 2 }));
  expect(head.events?.[0]?.message).toBe('api starting');
  const next = await logs.send(
    new GetLogEventsCommand({ ...stream, nextToken: head.nextForwardToken, limit: 2 }),
  );
  expect(next.events?.[0]?.timestamp).toBeGreaterThanOrEqual(head.events![1]!.timestamp!);
  const back = await logs.send(
    new GetLogEventsCommand({ ...stream, nextToken: next.nextBackwardToken, limit: 2 }),
  );
  expect(back.events).toEqual(head.events);
  const tail = await logs.send(new GetLogEventsCommand({ ...stream, limit: 3 }));
  expect(tail.events).toHaveLength(3);
  expect(tail.events![2]!.message).toMatch(/^(GET|POST) \S+ 200 \d+ ms$/);
  const end = await logs.send(new GetLogEventsCommand({ ...stream, nextToken: tail.nextForwardToken }));
  expect(end).toMatchObject({ events: [], nextForwardToken: tail.nextForwardToken });
});

test('a filter over all streams, by time, page by page, as a tail asks', async () => {
  const asked = {
    logGroupName,
    startTime: clock.now() - 60_000,
    filterPattern: '"GET /" -products',
    limit: 5,
  };
  const first = await logs.send(new FilterLogEventsCommand(asked));
  expect(first.events).toHaveLength(5);
  expect(
    first.events!.every(({ message }) => message!.startsWith('GET /') && !message!.includes('products')),
  ).toBe(true);
  const second = await logs.send(new FilterLogEventsCommand({ ...asked, nextToken: first.nextToken }));
  const ids = [...first.events!, ...second.events!].map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual([...ids].sort());
});

test('what CloudWatch Logs refuses', async () => {
  const missing = { name: 'ResourceNotFoundException' };
  await expect(
    logs.send(new GetLogEventsCommand({ logGroupName: '/no', logStreamName: 'x' })),
  ).rejects.toMatchObject({ ...missing, message: 'The specified log group does not exist.' });
  await expect(
    logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'x' })),
  ).rejects.toMatchObject({ ...missing, message: 'The specified log stream does not exist.' });
  await expect(
    logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern: '{ $.level = "error" }' })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(logs.send(new GetLogEventsCommand({ logStreamName: 'x' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('a crash writes its last words, a kill none, and a label what it prints; the stream outlives the task', async () => {
  const run = async (family: string, dockerLabels: Record<string, string>) => {
    const call = (name: string, input: Record<string, unknown>) => account.services[0]!.actions[name]!(input);
    const logConfiguration = {
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/jobs', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'job' },
    };
    call('RegisterTaskDefinition', {
      family,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/x',
      containerDefinitions: [{ name: 'main', image: 'nginx:1', dockerLabels, logConfiguration }],
    });
    const { tasks } = call('RunTask', {
      cluster: 'shop',
      taskDefinition: family,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    }) as { tasks: { taskArn: string }[] };
    return tasks[0]!.taskArn.split('/').at(-1)!;
  };
  const crashed = await run('crash', { 'local.ecs/exit-code': '3' });
  const killed = await run('kill', { 'local.ecs/exit-code': '137' });
  const talked = await run('talk', {
    'local.ecs/prints': 'one\ntwo',
    'local.ecs/exit-after-seconds': '5',
    'local.ecs/exit-code': '0',
  });
  clock.advance(3 * 3600_000);
  const gone = await ecs.send(new DescribeTasksCommand({ cluster: 'shop', tasks: [crashed] }));
  expect(gone.failures?.[0]?.reason).toBe('MISSING');
  const messages = async (id: string) => {
    const { events } = await logs.send(
      new GetLogEventsCommand({ logGroupName: '/jobs', logStreamName: `job/main/${id}` }),
    );
    return events!.map(({ message }) => message);
  };
  expect((await messages(crashed)).at(-1)).toBe('fatal: no database, giving up with exit code 3');
  expect((await messages(killed)).at(-1)).toMatch(/^(GET|POST|listening)/);
  expect(await messages(talked)).toEqual(['one', 'two', 'done']);
});
