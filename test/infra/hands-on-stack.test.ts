import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { names } from '../../infra/hands-on/deps.ts';
import { readStackTemplate } from '../../infra/local/cloudformation/template.ts';
import { cfnLint, hasCfnLint } from '../helpers/cfn-lint.ts';
import type { Deep } from '../helpers/package.ts';

const file = fileURLToPath(new URL('../../infra/hands-on/stack.yml', import.meta.url));
const text = readFileSync(file, 'utf8');
const template = readStackTemplate(text);
const resources = Object.entries(template.Resources).map(([id, { Type, Properties, Condition }]) => ({
  id,
  Type,
  Condition,
  properties: Properties as unknown as Deep,
}));
const list = (value: unknown) => (Array.isArray(value) ? (value as Deep[]) : []);
const only = (type: string) => resources.find(({ Type }) => Type === type)!.properties;

// These have no tags on AWS.
const untaggable = /::(VPCGatewayAttachment|Route|SubnetRouteTableAssociation|Listener)$/;

test('everything that can be tagged is', () => {
  for (const { id, Type, properties } of resources) {
    if (untaggable.test(Type)) continue;
    const tags = list(properties.Tags).map(({ Key, Value }) => `${Key}=${Value}`);
    expect(tags, id).toContain(`${names.tag.key}=${names.tag.value}`);
  }
});

test('every name that is given begins as the bot’s role wants it', () => {
  const given = resources.flatMap(({ Type, properties }) =>
    [
      'ClusterName',
      'ServiceName',
      'Family',
      'RepositoryName',
      'Name',
      'GroupName',
      'LogGroupName',
      'RoleName',
    ]
      .map((name) => properties[name] ?? undefined)
      .filter((value) => value !== undefined)
      .map((value) => [Type, JSON.stringify(value)] as const),
  );
  expect(given).toHaveLength(10);
  for (const [type, name] of given)
    expect(name, type).toMatch(/(^"|"\/ecs\/|"Fn::Sub":")(hands-on|hello-world)/);
});

test('the lesson leaves the four things of ECS and ECR to the learner', () => {
  const conditions = Object.fromEntries(resources.map(({ Type, Condition }) => [Type, Condition]));
  expect(conditions).toMatchObject({
    'AWS::ECR::Repository': 'MakesAll',
    'AWS::ECS::Cluster': 'MakesAll',
    'AWS::ECS::TaskDefinition': 'RunsTasks',
    'AWS::ECS::Service': 'RunsTasks',
  });
  expect(Object.values(conditions).filter((condition) => condition !== undefined)).toHaveLength(4);
});

test('the execution role pulls and logs for tasks of this account, no more; the task has no role', () => {
  const role = only('AWS::IAM::Role');
  const [trust] = list(role.AssumeRolePolicyDocument?.Statement);
  expect(trust?.Principal).toEqual({ Service: 'ecs-tasks.amazonaws.com' });
  expect(trust?.Condition?.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  const statements = list(role.Policies).flatMap(({ PolicyDocument }) => list(PolicyDocument?.Statement));
  for (const { Action, Resource } of statements) {
    if (JSON.stringify(Resource).includes('"*"')) expect(Action).toBe('ecr:GetAuthorizationToken');
  }
  expect(
    statements
      .flatMap(({ Action }) => Action as unknown)
      .flat()
      .sort(),
  ).toEqual([
    ...['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken'],
    ...['ecr:GetDownloadUrlForLayer', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  ]);
  expect(role.ManagedPolicyArns).toBeUndefined();
  expect(only('AWS::ECS::TaskDefinition').TaskRoleArn).toBeUndefined();
});

test('only the load balancer is open to the world, on port 80', () => {
  const [front, tasks] = resources
    .filter(({ Type }) => Type === 'AWS::EC2::SecurityGroup')
    .map(({ properties }) => list(properties.SecurityGroupIngress));
  expect(front).toMatchObject([{ FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }]);
  expect(tasks).toMatchObject([
    { FromPort: 80, SourceSecurityGroupId: { Ref: 'LoadBalancerSecurityGroup' } },
  ]);
  expect(tasks).toHaveLength(1);
});

test('two tasks on Fargate, a circuit breaker that rolls back, nothing that outlives the stack', () => {
  const service = only('AWS::ECS::Service');
  expect(service).toMatchObject({ LaunchType: 'FARGATE', DesiredCount: 2 });
  expect(service.DeploymentConfiguration?.DeploymentCircuitBreaker).toEqual({ Enable: true, Rollback: true });
  expect(text).not.toMatch(/Retain|Snapshot|NatGateway/);
  expect(template.Description?.startsWith(names.description)).toBe(true);
  expect(template.Parameters.Image?.Default).toBe(names.publicImage);
  expect(text.length).toBeLessThan(51_200);
});

test.runIf(hasCfnLint)(
  'cfn-lint finds nothing, not even a warning',
  () => {
    expect(cfnLint(['us-east-1', 'eu-west-1'], [file])).toEqual({ stdout: '', status: 0 });
  },
  120_000,
);
