import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateRepositoryCommand, DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateClusterCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '../../../infra/local/account.ts';
import { startAws } from '../../../infra/local/aws/endpoint.ts';

const place = {
  accountId: '123456789012',
  region: 'eu-west-1',
  clock: { now: () => 0, after: () => () => undefined },
};
const accounts = new Map<string, ReturnType<typeof createAccount>>();
const servicesOf = (region: string) => {
  const account = createAccount({ ...place, region, speed: 1, onEvent: () => {}, seeds: 'none' });
  accounts.set(region, account);
  return account.services;
};
let many: Awaited<ReturnType<typeof startAws>>;
let one: typeof many;
beforeAll(async () => {
  many = await startAws({ ...place, port: 0, services: servicesOf('eu-west-1'), elsewhere: servicesOf });
  one = await startAws({ ...place, port: 0, services: servicesOf('eu-west-1') });
});
afterAll(async () => {
  await many.close();
  await one.close();
  for (const { ecs } of accounts.values()) ecs.close();
});
const client = (region: string, endpoint = many.url) => ({
  endpoint,
  region,
  maxAttempts: 1,
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
});

test("what a client makes is of its own region, and of no other's", async () => {
  const regions = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
  for (const region of regions) {
    const of = client(region);
    const { cluster } = await new ECSClient(of).send(new CreateClusterCommand({ clusterName: region }));
    expect(cluster?.clusterArn).toBe(`arn:aws:ecs:${region}:123456789012:cluster/${region}`);
    const { repository } = await new ECRClient(of).send(
      new CreateRepositoryCommand({ repositoryName: region }),
    );
    expect(repository?.repositoryUri).toBe(`123456789012.dkr.ecr.${region}.amazonaws.com/${region}`);
    await new SSMClient(of).send(new PutParameterCommand({ Name: '/where', Value: region, Type: 'String' }));
    await new SQSClient(of).send(new CreateQueueCommand({ QueueName: region }));
  }
  for (const region of regions) {
    const of = client(region);
    expect((await new ECSClient(of).send(new ListClustersCommand({}))).clusterArns).toHaveLength(1);
    expect((await new ECRClient(of).send(new DescribeRepositoriesCommand({}))).repositories).toHaveLength(1);
    const { Parameter } = await new SSMClient(of).send(new GetParameterCommand({ Name: '/where' }));
    expect(Parameter).toMatchObject({
      Value: region,
      ARN: `arn:aws:ssm:${region}:123456789012:parameter/where`,
    });
    const sqs = new SQSClient(of);
    const { QueueUrls } = await sqs.send(new ListQueuesCommand({}));
    expect(QueueUrls).toEqual([`${many.url}/123456789012/${region}`]);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: QueueUrls?.[0], AttributeNames: ['QueueArn'] }),
    );
    expect(Attributes?.QueueArn).toBe(`arn:aws:sqs:${region}:123456789012:${region}`);
  }
});

test('the tables of a region are its own', async () => {
  const dynamodb = new DynamoDBClient(client('sa-east-1'));
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  await expect(dynamodb.send(new DescribeTableCommand({ TableName: 'none' }))).rejects.toThrow();
});

test('IAM is one for all regions', async () => {
  const role = new GetRoleCommand({ RoleName: 'none' });
  await expect(new IAMClient(client('sa-east-1', one.url)).send(role)).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test.each([
  ['ECS', () => new ECSClient(client('us-east-1', one.url)).send(new ListClustersCommand({}))],
  ['SQS', () => new SQSClient(client('us-east-1', one.url)).send(new ListQueuesCommand({}))],
  [
    'CloudFormation',
    () => new CloudFormationClient(client('us-east-1', one.url)).send(new DescribeStacksCommand({})),
  ],
])('where there is one region alone, %s refuses another with one sentence', async (_, ask) => {
  await expect(ask()).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    message:
      "The local AWS is in eu-west-1, and the request is signed for us-east-1. Set the client's region to eu-west-1.",
  });
});

test('what is no region is refused', async () => {
  const ecs = new ECSClient(client('moon'));
  await expect(ecs.send(new ListClustersCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
});
