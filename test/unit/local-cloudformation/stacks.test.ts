import {
  AlreadyExistsException,
  CreateStackCommand,
  InsufficientCapabilitiesException,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  BatchDeleteImageCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import {
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import { GetRoleCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestStacks, TemplateBody } from '../../helpers/local-stacks.ts';

let world: Awaited<ReturnType<typeof startTestStacks>>;
beforeEach(async () => {
  world = await startTestStacks();
});
afterEach(() => world.close());

const tagged = async () =>
  (
    await world.tagging.send(
      new GetResourcesCommand({
        TagFilters: [{ Key: 'ecs-ops-bot', Values: ['hands-on'] }],
        ResourceTypeFilters: ['ec2', 'elasticloadbalancing'],
      }),
    )
  ).ResourceTagMappingList!.map(({ ResourceARN }) => ResourceARN!.split(/[:/]/)[5]!);

const service = async () =>
  (await world.ecs.send(new DescribeServicesCommand({ cluster: 'hands-on', services: ['hello-world'] })))
    .services![0]!;

test('a stack is made in the order of its references, its service for real, and tells where it answers', async () => {
  const id = await world.create();
  expect((await world.describe('hands-on')).StackStatus).toBe('CREATE_IN_PROGRESS');
  const { Outputs } = await world.until(id, 'CREATE_COMPLETE');
  const outputs = Object.fromEntries(Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  expect(outputs).toMatchObject({
    Url: 'http://127.0.0.1:3002',
    TargetGroupArn: expect.stringMatching(/targetgroup\/hello-world\/[0-9a-f]{16}$/),
    Subnets: expect.stringMatching(/^subnet-[0-9a-f]{17},subnet-[0-9a-f]{17}$/),
    ExecutionRoleArn: 'arn:aws:iam::123456789012:role/hands-on-execution-eu-west-1',
    LogGroup: '/ecs/hands-on',
    RepositoryUri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello-world',
  });

  const { runningCount, tags, loadBalancers, deploymentConfiguration, networkConfiguration } =
    await service();
  expect(runningCount).toBe(2);
  expect(loadBalancers![0]!.targetGroupArn).toBe(outputs.TargetGroupArn);
  expect(networkConfiguration!.awsvpcConfiguration!.subnets!.join()).toBe(outputs.Subnets);
  expect(deploymentConfiguration!.deploymentCircuitBreaker).toMatchObject({ enable: true, rollback: true });
  expect(tags ?? []).toEqual([]);

  const events = await world.events('hands-on');
  const at = (logical: string, status: string) =>
    events.findIndex((each) => each.LogicalResourceId === logical && each.ResourceStatus === status);
  for (const [first, then] of [
    ['Vpc', 'SubnetA'],
    ['GatewayAttachment', 'LoadBalancer'],
    ['Listener', 'Service'],
    ['Cluster', 'Service'],
    ['ExecutionRole', 'TaskDefinition'],
  ] as const) {
    expect(at(first, 'CREATE_COMPLETE'), first).toBeGreaterThan(0);
    expect(at(first, 'CREATE_COMPLETE'), first).toBeLessThan(at(then, 'CREATE_IN_PROGRESS'));
  }
  expect(at('hands-on', 'CREATE_COMPLETE')).toBe(events.length - 1);
  expect(await world.resources('hands-on')).toHaveLength(20);
  expect((await tagged()).sort()).toEqual([
    'internet-gateway',
    'loadbalancer',
    'route-table',
    'security-group',
    'security-group',
    'subnet',
    'subnet',
    'targetgroup',
    'vpc',
  ]);
});

test('the lesson gets what lies around the tasks, and nothing else', async () => {
  await world.until(await world.create({ Lesson: 'true' }), 'CREATE_COMPLETE');
  const types = (await world.resources('hands-on')).map(({ ResourceType }) => ResourceType);
  expect(types.filter((type) => /ECS|ECR/.test(type!))).toEqual([]);
  expect(types).toHaveLength(16);
});

test('a deleted stack leaves nothing, and is still known by its id', async () => {
  const id = await world.create();
  await world.until(id, 'CREATE_COMPLETE');
  await world.delete('hands-on');
  await world.until(id, 'DELETE_COMPLETE');
  await expect(world.describe('hands-on')).rejects.toThrow('Stack with id hands-on does not exist');
  await expect(service()).rejects.toThrow('The referenced cluster was inactive.');
  expect((await world.ecs.send(new ListTaskDefinitionsCommand({}))).taskDefinitionArns).toEqual([]);
  expect((await world.ecr.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
  expect(await tagged()).toEqual([]);
  const role = new GetRoleCommand({ RoleName: 'hands-on-execution-eu-west-1' });
  await expect(world.iam.send(role)).rejects.toThrow(NoSuchEntityException);
  await world.delete('hands-on');
});

test('a first cluster that fails takes the stack back, with the reason that a new account gets', async () => {
  world.faults.clusters = 1;
  const id = await world.create();
  await world.until(id, 'ROLLBACK_COMPLETE');
  const failed = (await world.events(id)).filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  expect(failed.map(({ LogicalResourceId }) => LogicalResourceId)).toContain('Cluster');
  const reasonOf = (logical: string) =>
    failed.find(({ LogicalResourceId }) => LogicalResourceId === logical)?.ResourceStatusReason;
  expect(reasonOf('Cluster')).toMatch(
    /"Service Unavailable\. Please try again later\. \(Service: Ecs, Status Code: 500.*GeneralServiceException/,
  );
  // The others only end with it.
  for (const { LogicalResourceId, ResourceStatusReason } of failed) {
    if (LogicalResourceId !== 'Cluster') expect(ResourceStatusReason).toBe('Resource creation cancelled');
  }
  expect(await tagged()).toEqual([]);
  await expect(world.create()).rejects.toThrow(AlreadyExistsException);
  await world.delete('hands-on');
  await world.until(id, 'DELETE_COMPLETE');
  await world.until(await world.create(), 'CREATE_COMPLETE');
});

test('a service that ECS gives up takes the stack back, too', async () => {
  const Image = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello-world:not-pushed';
  const id = await world.create({ Image });
  await world.until(id, 'ROLLBACK_COMPLETE');
  const events = await world.events(id);
  expect(events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toMatchObject({
    LogicalResourceId: 'Service',
    ResourceStatusReason: expect.stringContaining('ECS Deployment Circuit Breaker was triggered'),
  });
  await expect(service()).rejects.toThrow('The referenced cluster was inactive.');
}, 20_000);

test('a repository with images can not be deleted; once it is empty, the same call finishes', async () => {
  const id = await world.create({ Image: '' });
  await world.until(id, 'CREATE_COMPLETE');
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: {},
    layers: [],
  });
  const put = new PutImageCommand({ repositoryName: 'hello-world', imageManifest, imageTag: 'latest' });
  const { image } = await world.ecr.send(put);
  await world.delete('hands-on');
  const { StackStatusReason } = await world.until(id, 'DELETE_FAILED');
  expect(StackStatusReason).toContain('[Repository]');
  expect((await world.resources('hands-on')).map(({ ResourceStatus }) => ResourceStatus)).toEqual([
    'DELETE_FAILED',
  ]);
  await world.ecr.send(
    new BatchDeleteImageCommand({ repositoryName: 'hello-world', imageIds: [image!.imageId!] }),
  );
  await world.delete('hands-on');
  await world.until(id, 'DELETE_COMPLETE');
});

test('what somebody deleted by hand is well deleted', async () => {
  const id = await world.create();
  await world.until(id, 'CREATE_COMPLETE');
  const hello = { cluster: 'hands-on', service: 'hello-world' };
  await world.ecs.send(new DeleteServiceCommand({ ...hello, force: true }));
  await vi.waitFor(() => world.ecs.send(new DeleteClusterCommand({ cluster: 'hands-on' })), 5_000);
  await world.ecr.send(new DeleteRepositoryCommand({ repositoryName: 'hello-world' }));
  await world.delete('hands-on');
  await world.until(id, 'DELETE_COMPLETE');
});

test('a creation under way is ended by a deletion', async () => {
  const id = await world.create();
  await world.delete('hands-on');
  await world.until(id, 'DELETE_COMPLETE');
  expect(await tagged()).toEqual([]);
});

test('a stack grows by an update, and what would change is refused', async () => {
  const id = await world.create({ Image: '' });
  await world.until(id, 'CREATE_COMPLETE');
  const update = (Image: string) =>
    world.client.send(
      new UpdateStackCommand({
        StackName: 'hands-on',
        TemplateBody,
        Parameters: [{ ParameterKey: 'Image', ParameterValue: Image }],
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
  await expect(update('')).rejects.toThrow('No updates are to be performed.');
  await update('public.ecr.aws/nginx/nginx:1.29');
  await world.until(id, 'UPDATE_COMPLETE');
  expect((await service()).runningCount).toBe(2);
  await expect(update('public.ecr.aws/nginx/nginx:1.28')).rejects.toThrow('TaskDefinition would change');
});

test('it refuses what CloudFormation refuses, and what it does not play', async () => {
  const send = (body: string, more: object = {}) =>
    world.client.send(
      new CreateStackCommand({
        StackName: 'hands-on',
        TemplateBody: body,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        ...more,
      }),
    );
  const given = (ParameterKey: string, ParameterValue: string) => ({
    Parameters: [{ ParameterKey, ParameterValue }],
  });
  await expect(send(TemplateBody, { Capabilities: [] })).rejects.toThrow(InsufficientCapabilitiesException);
  await expect(send(TemplateBody, given('Colour', 'red'))).rejects.toThrow('[Colour] do not exist');
  await expect(send(TemplateBody, given('Lesson', 'yes'))).rejects.toThrow("Parameter 'Lesson'");
  await expect(send(TemplateBody, { StackName: 'hands_on' })).rejects.toThrow('failed to satisfy constraint');
  await expect(send('Resources: {A: {Type: AWS::S3::Bucket}}')).rejects.toThrow(
    'does not make AWS::S3::Bucket',
  );
  await expect(send('Resources: {}\nMappings: {}')).rejects.toThrow('does not play /Mappings of');
  await expect(send('{}')).rejects.toThrow('At least one Resources member must be defined.');
  await expect(send(TemplateBody, { RoleARN: 'arn:aws:iam::1:role/x' })).rejects.toThrow(
    'does not take RoleARN',
  );
  await expect(send('Resources: &r {}\nOutputs: *r')).rejects.toThrow('aliases are not allowed');
  await expect(send('Resources: !Join [",", []]')).rejects.toThrow('Template format error');
  await expect(world.describe('other')).rejects.toMatchObject({ name: 'ValidationError' });
});

test('a form is read by the model: texts as what they say, an empty list as nothing, and refused in its words', async () => {
  const ask = async (service: string, members: Readonly<Record<string, string>>) => {
    const response = await fetch(world.aws.url, {
      method: 'POST',
      headers: { authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/${service}/aws4_request` },
      body: new URLSearchParams(members).toString(),
    });
    return `${response.status} ${await response.text()}`;
  };
  const create = {
    Action: 'CreateStack',
    StackName: 'hands-on',
    TemplateBody,
    'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
  };
  expect(await ask('cloudformation', { ...create, TimeoutInMinutes: 'soon' })).toMatch(
    /^400 .*MalformedInput/,
  );
  expect(await ask('cloudformation', { ...create, TimeoutInMinutes: '0' })).toContain(
    'Value &#39;0&#39; at &#39;timeoutInMinutes&#39; failed to satisfy constraint: Member must have value greater than or equal to 1'.replaceAll(
      '&#39;',
      "'",
    ),
  );
  expect(await ask('cloudformation', { ...create, Tags: 'x' })).toMatch(/^400 .*MalformedInput/);
  expect(
    await ask('cloudformation', { ...create, 'Capabilities.member.1': 'CAPABILITY_named_iam' }),
  ).toContain(
    'Member must satisfy enum value set: [CAPABILITY_AUTO_EXPAND, CAPABILITY_IAM, CAPABILITY_NAMED_IAM]',
  );
  expect(await ask('cloudformation', { ...create, StackName: 'hands-on\n' })).toMatch(
    /^400 .*ValidationError/,
  );
  expect(await ask('cloudformation', { ...create, Tags: '', NotificationARNs: '' })).toMatch(/^200 /);
  expect(
    await ask('cloudformation', { Action: 'DescribeStackEvents', StackName: 'hands-on', NextToken: 'x' }),
  ).toContain('NextToken is invalid');
  expect(await ask('cloudformation', { Action: 'DescribeStackEvents' })).toContain(
    "Value null at 'stackName'",
  );
  expect(await ask('cloudformation', { Action: 'DescribeStackResources' })).toContain(
    'Exactly one of StackName',
  );
  expect(await ask('iam', { Action: 'GetRole', RoleName: '' })).toMatch(
    /^400 .*ValidationError.*length greater/,
  );
  expect(await ask('iam', { Action: 'GetRole', RoleName: 'a b' })).toMatch(/^400 .*ValidationError/);
});
