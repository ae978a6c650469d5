import { describe, expect, it } from 'vitest';
import { account, onFargate, type Refusal, refusalOf, refusalWorld } from '../../helpers/local-ecs.ts';

const ready = refusalWorld();
const many = (count: number, of = 'name') => Array.from({ length: count }, (_, index) => `${of}${index}`);
const refusals: Refusal[] = [
  ['CreateCluster', { clusterName: 'a b' }, 'InvalidParameterException', /^Cluster name can have/],
  [
    'CreateCluster',
    { clusterName: 'x'.repeat(256) },
    'InvalidParameterException',
    /^Cluster name can have up to 255 letters/,
  ],
  ['CreateCluster', { settings: [{ name: 'x' }] }, 'InvalidParameterException', /setting/],
  ['CreateCluster', { tags: [{ key: 'aws:x' }] }, 'InvalidParameterException', /reserved/],
  ['DescribeClusters', { clusters: many(101) }, 'InvalidParameterException', /at most 100/],
  ['DeleteCluster', { cluster: 'nope' }, 'ClusterNotFoundException', 'Cluster not found.'],
  ['DeleteCluster', { cluster: 'default' }, 'ClusterContainsServicesException', /while Services are active/],
  ['ListServices', { cluster: 'nope' }, 'ClusterNotFoundException', 'Cluster not found.'],
  ['ListServices', { cluster: 'gone' }, 'ClusterNotFoundException', 'The referenced cluster was inactive.'],
  ['ListServices', { maxResults: 0 }, 'InvalidParameterException', /between 1 and 100/],
  ['ListServices', { maxResults: 101 }, 'InvalidParameterException', /between 1 and 100/],
  ['ListServices', { nextToken: 'x' }, 'InvalidParameterException', 'Invalid token.'],
  ['ListServices', { launchType: 'MOON' }, 'InvalidParameterException', /^launch type should be one of/],
  ['DescribeServices', {}, 'InvalidParameterException', 'Services cannot be empty.'],
  ['DescribeServices', { services: many(11) }, 'InvalidParameterException', /at most 10/],
  [
    'DescribeServices',
    { services: ['x/web'] },
    'InvalidParameterException',
    'Identifier is for x. Your cluster is default',
  ],
  ['DescribeTasks', { tasks: [] }, 'InvalidParameterException', 'Tasks cannot be empty.'],
  ['DescribeTasks', { tasks: many(101) }, 'InvalidParameterException', 'taskIds can have at most 100 items.'],
  ['DescribeTasks', { tasks: ['x'] }, 'InvalidParameterException', 'taskId length should be one of [32,36]'],
  ['DescribeTasks', { tasks: ['x'.repeat(40)] }, 'InvalidParameterException', 'taskId longer than 36.'],
  [
    'DescribeTasks',
    { tasks: [`arn:aws:ecs:us-east-1:${account}:task/default/${'a'.repeat(32)}`] },
    'InvalidParameterException',
    'Identifier is for us-east-1. Your region is eu-west-1',
  ],
  [
    'DescribeTasks',
    { tasks: [`arn:aws:ecs:eu-west-1:999999999999:task/default/${'a'.repeat(32)}`] },
    'InvalidParameterException',
    `Identifier is for 999999999999. Your accountId is ${account}`,
  ],
  [
    'DescribeTasks',
    { tasks: [`arn:aws-cn:ecs:eu-west-1:${account}:task/default/${'a'.repeat(32)}`] },
    'InvalidParameterException',
    'Identifier is for aws-cn. Your partition is aws',
  ],
  [
    'ListTasks',
    { startedBy: 'me', family: 'app' },
    'InvalidParameterException',
    'cannot specify startedBy with other arguments',
  ],
  ['ListTasks', { serviceName: 'nope' }, 'ServiceNotFoundException', 'Service not found.'],
  [
    'ListTasks',
    { containerInstance: 'x' },
    'InvalidParameterException',
    'The referenced container instance was not found.',
  ],
  ['StopTask', { task: 'a'.repeat(32) }, 'InvalidParameterException', 'The referenced task was not found.'],
  ['StopTask', {}, 'InvalidParameterException', 'Task can not be blank.'],
  ['DescribeClusters', { include: ['ALL'] }, 'InvalidParameterException', /^include should be one of/],
  [
    'RunTask',
    { taskDefinition: 'app', ...onFargate, count: 11 },
    'InvalidParameterException',
    /between 1 and 10/,
  ],
  [
    'RunTask',
    { taskDefinition: 'app', ...onFargate, group: 'service:web' },
    'InvalidParameterException',
    /group/,
  ],
  [
    'RunTask',
    { taskDefinition: 'app', ...onFargate, overrides: { containerOverrides: [{ name: 'x' }] } },
    'InvalidParameterException',
    'Override for container named x is not a container in the TaskDefinition.',
  ],
  [
    'RunTask',
    { taskDefinition: 'on-ec2' },
    'InvalidParameterException',
    'No Container Instances were found in your cluster.',
  ],
  ['DescribeServiceRevisions', { serviceRevisionArns: many(21) }, 'InvalidParameterException', /at most 20/],
  [
    'DescribeServiceDeployments',
    { serviceDeploymentArns: many(21) },
    'InvalidParameterException',
    /at most 20/,
  ],
  [
    'ListTagsForResource',
    { resourceArn: 'arn:aws:s3:::x' },
    'InvalidParameterException',
    /^Invalid resource ARN/,
  ],
  [
    'TagResource',
    { resourceArn: `arn:aws:ecs:eu-west-1:${account}:cluster/gone`, tags: [{ key: 'a' }] },
    'InvalidParameterException',
    /^The specified cluster is inactive/,
  ],
  [
    'TagResource',
    {
      resourceArn: `arn:aws:ecs:eu-west-1:${account}:cluster/default`,
      tags: many(51).map((key) => ({ key })),
    },
    'InvalidParameterException',
    /limit of 50/,
  ],
];

describe('refused as ECS refuses it: reads, clusters, tasks and tags', () => {
  it.each(refusals)('%s %j', (action, input, name, message) => {
    const refusal = refusalOf(ready, action, input);
    expect(refusal?.name).toBe(name);
    expect(refusal?.message).toMatch(message);
  });

  it('but not a cluster name of 255 characters', () => {
    const clusterName = 'Az0_-'.repeat(51);
    expect(refusalWorld().call('CreateCluster', { clusterName }).cluster).toMatchObject({
      clusterName,
      status: 'ACTIVE',
    });
  });
});

describe('a wrong JSON type is a SerializationException', () => {
  it.each([
    ['ListServices', { cluster: 7 }, 'NUMBER_VALUE can not be converted to a String'],
    ['ListServices', { maxResults: 'x' }, 'STRING_VALUE cannot be converted to Integer'],
    ['DescribeServices', { services: 'web' }, 'Expected list or null'],
    ['UpdateService', { service: 'web', desiredCount: 1.5 }, 'DECIMAL_VALUE cannot be converted to Integer'],
    [
      'UpdateService',
      { service: 'web', forceNewDeployment: 'yes' },
      'STRING_VALUE can not be converted to a Boolean',
    ],
    ['CreateService', { networkConfiguration: [] }, 'Expected structure or null'],
  ])('%s %j', (action, input, message) => {
    expect(refusalOf(ready, action, input)).toMatchObject({ name: 'SerializationException', message });
  });

  it('but null counts as absent, and what the action does not know is dropped', () => {
    expect(ready.call('ListServices', { cluster: null, whatever: [1] }).serviceArns).toHaveLength(2);
  });
});
