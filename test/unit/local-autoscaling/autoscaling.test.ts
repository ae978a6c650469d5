import {
  ApplicationAutoScalingClient,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  ObjectNotFoundException,
  paginateDescribeScalableTargets,
  RegisterScalableTargetCommand,
  ValidationException,
} from '@aws-sdk/client-application-auto-scaling';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAutoscaling } from '../../../infra/local/autoscaling/autoscaling.ts';
import { describeScalableTarget, registerScalableTarget } from '../../../src/aws/autoscaling.ts';
import { startTestAws } from '../../helpers/local-aws.ts';
import { account, createTestEcs, createWeb } from '../../helpers/local-ecs.ts';

const ecs = createTestEcs();
const web = { cluster: 'default', service: 'web' };
const dimension = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;
const resource = { ...dimension, ResourceId: 'service/default/web' };
let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: ApplicationAutoScalingClient;

beforeAll(async () => {
  const place = { clock: ecs.clock, accountId: account, region: 'eu-west-1' };
  aws = await startTestAws([createAutoscaling({ ...place, counts: ecs.ecs.desiredCounts })]);
  client = new ApplicationAutoScalingClient(aws.client);
  createWeb(ecs, { desiredCount: 3 });
  ecs.pass(300);
  for (const name of ['b', 'c', 'd']) createWeb(ecs, { serviceName: name });
  ecs.pass(300);
});
afterAll(() => aws.aws.close());

const desired = () => ecs.call('DescribeServices', { services: ['web'] }).services[0].desiredCount;

describe('a target', () => {
  test('is made with both bounds, read as a value, and changed in one', async () => {
    expect(await describeScalableTarget(client, web)).toBeUndefined();
    await registerScalableTarget(client, web, { minCapacity: 2, maxCapacity: 6 });
    await registerScalableTarget(client, web, { maxCapacity: 8 });
    expect(await describeScalableTarget(client, web)).toEqual({
      target: web,
      minCapacity: 2,
      maxCapacity: 8,
      suspended: { scaleIn: false, scaleOut: false, scheduled: false },
      roleArn: expect.stringContaining('AWSServiceRoleForApplicationAutoScaling_ECSService'),
    });
    expect(desired()).toBe(3);
  });

  test('takes a suspended state and keeps its bounds', async () => {
    const suspended = { scaleIn: true, scaleOut: false, scheduled: true };
    await registerScalableTarget(client, web, { suspended });
    expect(await describeScalableTarget(client, web)).toMatchObject({
      minCapacity: 2,
      maxCapacity: 8,
      suspended,
    });
  });

  test('clamps the desired count at once, and EventBridge hears of it', async () => {
    ecs.events.length = 0;
    await registerScalableTarget(client, web, { minCapacity: 5 });
    expect(desired()).toBe(5);
    expect(ecs.events[0]).toMatchObject({
      'detail-type': 'ECS Service Action',
      resources: ['arn:aws:ecs:eu-west-1:123456789012:service/default/web'],
      detail: { eventType: 'INFO', eventName: 'SERVICE_DESIRED_COUNT_UPDATED' },
    });
    await registerScalableTarget(client, web, { minCapacity: 1, maxCapacity: 4 });
    expect(desired()).toBe(4);
  });

  test('clamps also in a call that only pauses, since a person has scaled past it', async () => {
    ecs.call('UpdateService', { service: 'web', desiredCount: 7 });
    const suspended = { scaleIn: true, scaleOut: true, scheduled: true };
    await registerScalableTarget(client, web, { suspended });
    expect(desired()).toBe(4);
  });

  test('a change inside the bounds leaves the count and says nothing', async () => {
    ecs.events.length = 0;
    await registerScalableTarget(client, web, { minCapacity: 0, maxCapacity: 10 });
    expect(desired()).toBe(4);
    expect(ecs.events).toEqual([]);
  });

  test('goes with its service', async () => {
    await registerScalableTarget(client, { ...web, service: 'd' }, { minCapacity: 1, maxCapacity: 2 });
    ecs.call('DeleteService', { service: 'd', force: true });
    ecs.pass(300);
    expect(await describeScalableTarget(client, { ...web, service: 'd' })).toBeUndefined();
  });
});

describe('what is refused', () => {
  const register = (input: object) =>
    client.send(new RegisterScalableTargetCommand({ ...resource, ...input } as never));

  test.each([
    [{ ResourceId: 'service/default/gone' }, "ECS service doesn't exist: service/default/gone"],
    [{ ResourceId: 'service/web' }, 'Unsupported service namespace'],
    [{ ResourceId: 'table/web' }, 'Unsupported service namespace'],
    [{ ScalableDimension: 'dynamodb:table:ReadCapacityUnits' }, 'Unsupported service namespace'],
    [{ ServiceNamespace: 'dynamodb' }, 'Unsupported service namespace'],
    [{ ResourceId: 'service/default/b', MinCapacity: 1 }, 'Both MinCapacity and MaxCapacity'],
    [{ MinCapacity: 5, MaxCapacity: 4 }, 'Maximum capacity cannot be less than minimum capacity'],
    [{ MinCapacity: 11 }, 'Maximum capacity cannot be less than minimum capacity'],
    [{ MinCapacity: -1 }, 'MinCapacity'],
  ])('%j: %s', async (input, message) => {
    const bounds = 'MinCapacity' in input ? {} : { MinCapacity: 1, MaxCapacity: 2 };
    const error = await register({ ...bounds, ...input }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ValidationException);
    expect((error as Error).message).toContain(message);
  });

  test('deregistering what is not there', async () => {
    const gone = new DeregisterScalableTargetCommand({ ...dimension, ResourceId: 'service/default/b' });
    await expect(client.send(gone)).rejects.toBeInstanceOf(ObjectNotFoundException);
  });

  test('more than 50 ids, a dimension without an id, a namespace that does not exist, a foreign token', async () => {
    const ask = (input: object) =>
      client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ...input } as never));
    const ResourceIds = Array.from({ length: 51 }, (_, index) => `service/default/${index}`);
    await expect(ask({ ResourceIds })).rejects.toThrow(ValidationException);
    await expect(ask({ ScalableDimension: 'ecs:service:DesiredCount' })).rejects.toThrow(/resource ID/);
    await expect(ask({ ServiceNamespace: 'ecss' })).rejects.toThrow(/enum value set/);
    await expect(ask({ NextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });
});

test('targets come in pages, and one that is deregistered is gone', async () => {
  const names = ['b', 'c'];
  for (const service of names) {
    await registerScalableTarget(client, { ...web, service }, { minCapacity: 1, maxCapacity: 3 });
  }
  const found: string[] = [];
  const pages = paginateDescribeScalableTargets({ client, pageSize: 1 }, { ServiceNamespace: 'ecs' });
  for await (const page of pages) {
    expect(page.ScalableTargets).toHaveLength(1);
    found.push(page.ScalableTargets![0]!.ResourceId!);
  }
  expect(found).toEqual(['web', ...names].map((name) => `service/default/${name}`));
  await client.send(new DeregisterScalableTargetCommand({ ...dimension, ResourceId: 'service/default/b' }));
  expect(await describeScalableTarget(client, { ...web, service: 'b' })).toBeUndefined();
  expect(aws.requests.at(-1)).toEqual({
    accessKeyId: 'x',
    service: 'application-autoscaling',
    action: 'DescribeScalableTargets',
    status: 200,
  });
});
