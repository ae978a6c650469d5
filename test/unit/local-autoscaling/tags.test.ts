import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  ListTagsForResourceCommand,
  RegisterScalableTargetCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAutoscaling } from '../../../infra/local/autoscaling/autoscaling.ts';
import { startTestAws } from '../../helpers/local-aws.ts';
import { account, createTestEcs, createWeb } from '../../helpers/local-ecs.ts';

const ecs = createTestEcs();
const target = {
  ServiceNamespace: 'ecs',
  ScalableDimension: 'ecs:service:DesiredCount',
  ResourceId: 'service/default/web',
} as const;
let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: ApplicationAutoScalingClient;
beforeAll(async () => {
  const place = { clock: ecs.clock, accountId: account, region: 'eu-west-1' };
  aws = await startTestAws([createAutoscaling({ ...place, counts: ecs.ecs.desiredCounts })]);
  client = new ApplicationAutoScalingClient(aws.client);
  createWeb(ecs);
});
afterAll(() => aws.aws.close());

const register = (of: object) =>
  client.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: 3, ...of }));

test('a target keeps the tags that it is registered with, and those that come later', async () => {
  const { ScalableTargetARN: ResourceARN } = await register({ Tags: { team: 'shop' } });
  const tags = async () => (await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;
  expect(await tags()).toEqual({ team: 'shop' });
  await register({ Tags: {}, SuspendedState: null, RoleARN: undefined });
  await client.send(new TagResourceCommand({ ResourceARN, Tags: { team: 'ops', more: '' } }));
  await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['more', 'none'] }));
  expect(await tags()).toEqual({ team: 'ops' });
  await expect(register({ Tags: { team: 'x' } })).rejects.toThrow(/TagResource/);
});

test('of a target that is not there nothing is told', async () => {
  const ResourceARN = `arn:aws:application-autoscaling:eu-west-1:${account}:scalable-target/0ab`;
  for (const command of [
    new ListTagsForResourceCommand({ ResourceARN }),
    new UntagResourceCommand({ ResourceARN, TagKeys: ['a'] }),
  ]) {
    await expect(client.send(command as ListTagsForResourceCommand)).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
  }
  const notOne = new ListTagsForResourceCommand({ ResourceARN: 'arn:aws:s3:::b' });
  await expect(client.send(notOne)).rejects.toThrow(/regular expression pattern/);
});

test.each([
  [{ ServiceNamespace: 'ecss' }, /'serviceNamespace'.*enum value set/],
  [{ ScalableDimension: 'ecs:service:Count' }, /'scalableDimension'.*enum value set/],
  [{ ResourceId: '' }, /'resourceId'.*length greater than or equal to 1/],
  [{ ResourceId: 'x'.repeat(1601) }, /less than or equal to 1600/],
  [{ MaxCapacity: -1 }, /MaxCapacity/],
  [{ MinCapacity: 2 ** 31 }, /out of range of int/],
  [{ ServiceNamespace: undefined }, /Value null at 'serviceNamespace'.*must not be null/],
])('%j is refused', async (of, message) => {
  await expect(register(of)).rejects.toThrow(message);
});

test('empty lists ask for everything', async () => {
  const all = new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: [] });
  expect((await client.send(all)).ScalableTargets).toHaveLength(1);
});
