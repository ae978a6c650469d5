import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/service-error.ts';
import {
  account,
  createTestEcs,
  createWeb,
  fargateTask,
  onFargate,
  registry,
  type TestEcs,
} from './test-ecs.ts';

const ready = createTestEcs();
createWeb(ready);
ready.call('RegisterTaskDefinition', fargateTask('old'));
ready.call('DeregisterTaskDefinition', { taskDefinition: 'old:1' });
ready.call('RegisterTaskDefinition', {
  family: 'on-ec2',
  containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }],
});
ready.call('CreateService', { serviceName: 'agent', taskDefinition: 'on-ec2', schedulingStrategy: 'DAEMON' });
ready.call('CreateCluster', { clusterName: 'gone' });
ready.call('DeleteCluster', { cluster: 'gone' });
ready.pass(300);

const service = (of: Record<string, unknown>) => ({
  serviceName: 'other',
  taskDefinition: 'app',
  desiredCount: 1,
  ...onFargate,
  ...of,
});
const many = (count: number, of = 'name') => Array.from({ length: count }, (_, index) => `${of}${index}`);
const definition = (of: Record<string, unknown>) => ({ ...fargateTask('new'), ...of });
const container = (of: Record<string, unknown>) => fargateTask('new', of);

const refusals: [action: string, input: Record<string, unknown>, name: string, message: string | RegExp][] = [
  ['CreateCluster', { clusterName: 'a b' }, 'InvalidParameterException', /^Cluster name can have/],
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
  [
    'RegisterTaskDefinition',
    definition({ family: undefined }),
    'ClientException',
    /^Family should not be null/,
  ],
  [
    'RegisterTaskDefinition',
    definition({ family: 'a b' }),
    'ClientException',
    'Family contains invalid characters.',
  ],
  [
    'RegisterTaskDefinition',
    definition({ containerDefinitions: [] }),
    'ClientException',
    'Container list cannot be empty.',
  ],
  [
    'RegisterTaskDefinition',
    container({ name: '' }),
    'ClientException',
    'Container.name should not be null or empty.',
  ],
  [
    'RegisterTaskDefinition',
    container({ image: undefined }),
    'ClientException',
    'Container.image should not be null or empty.',
  ],
  [
    'RegisterTaskDefinition',
    container({ essential: false }),
    'ClientException',
    /at least one essential container/,
  ],
  [
    'RegisterTaskDefinition',
    container({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
    'ClientException',
    /^When networkMode=awsvpc/,
  ],
  [
    'RegisterTaskDefinition',
    definition({ cpu: undefined }),
    'ClientException',
    "Fargate requires that 'cpu' be defined at the task level.",
  ],
  [
    'RegisterTaskDefinition',
    definition({ cpu: 'much' }),
    'ClientException',
    /^Invalid 'cpu' setting for task\./,
  ],
  [
    'RegisterTaskDefinition',
    definition({ memory: '513' }),
    'ClientException',
    /^No Fargate configuration exists for given values: 256 CPU, 513 memory\./,
  ],
  [
    'RegisterTaskDefinition',
    definition({ networkMode: 'bridge' }),
    'ClientException',
    'Fargate only supports network mode ‘awsvpc’.',
  ],
  [
    'RegisterTaskDefinition',
    { ...container({ image: `${registry}/a:1` }), executionRoleArn: undefined },
    'ClientException',
    /execution role ARN to support ECR images/,
  ],
  [
    'RegisterTaskDefinition',
    { family: 'x', containerDefinitions: [{ name: 'a', image: 'b' }] },
    'ClientException',
    /At least one of 'memory' or 'memoryReservation'/,
  ],
  [
    'DescribeTaskDefinition',
    { taskDefinition: 'nope' },
    'ClientException',
    'Unable to describe task definition.',
  ],
  [
    'DescribeTaskDefinition',
    { taskDefinition: 'old' },
    'ClientException',
    'Unable to describe task definition.',
  ],
  [
    'DeregisterTaskDefinition',
    { taskDefinition: 'app' },
    'InvalidParameterException',
    /^Invalid revision number/,
  ],
  ['DeregisterTaskDefinition', { taskDefinition: 'app:99' }, 'ClientException', /does not exist/],
  [
    'CreateService',
    service({ serviceName: 'web' }),
    'InvalidParameterException',
    'Creation of service was not idempotent.',
  ],
  ['CreateService', service({ serviceName: '' }), 'InvalidParameterException', /^Service name can have/],
  ['CreateService', service({ taskDefinition: 'nope' }), 'ClientException', 'TaskDefinition not found.'],
  ['CreateService', service({ taskDefinition: 'old:1' }), 'ClientException', 'TaskDefinition is inactive'],
  [
    'CreateService',
    service({ desiredCount: undefined }),
    'InvalidParameterException',
    'DesiredCount is missing',
  ],
  [
    'CreateService',
    service({ desiredCount: -1 }),
    'InvalidParameterException',
    'DesiredCount can not be lesser than 0',
  ],
  [
    'CreateService',
    service({ networkConfiguration: undefined }),
    'InvalidParameterException',
    /^Network Configuration must be provided/,
  ],
  [
    'CreateService',
    service({ taskDefinition: 'on-ec2', networkConfiguration: undefined }),
    'ClientException',
    'Task definition does not support launch_type FARGATE.',
  ],
  [
    'CreateService',
    service({ schedulingStrategy: 'DAEMON' }),
    'InvalidParameterException',
    /daemon .* desired count/,
  ],
  [
    'CreateService',
    service({ schedulingStrategy: 'DAEMON', desiredCount: undefined }),
    'InvalidParameterException',
    /daemon .* FARGATE/,
  ],
  [
    'CreateService',
    service({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] }),
    'InvalidParameterException',
    /both a launch type and capacity provider/,
  ],
  [
    'CreateService',
    service({ deploymentController: { type: 'CODE_DEPLOY' } }),
    'UnsupportedFeatureException',
    /CODE_DEPLOY/,
  ],
  [
    'CreateService',
    service({ deploymentConfiguration: { maximumPercent: 100 } }),
    'InvalidParameterException',
    /cannot be 100/,
  ],
  [
    'CreateService',
    service({ loadBalancers: [{ targetGroupArn: 'x', containerName: 'nope', containerPort: 80 }] }),
    'InvalidParameterException',
    'The container nope does not exist in the task definition.',
  ],
  [
    'CreateService',
    service({ loadBalancers: [{ targetGroupArn: 'x', containerName: 'app', containerPort: 80 }] }),
    'InvalidParameterException',
    'The container app did not have a container port 80 defined.',
  ],
  [
    'CreateService',
    service({ healthCheckGracePeriodSeconds: 9 }),
    'InvalidParameterException',
    /^Health check grace period is only valid/,
  ],
  ['UpdateService', { service: 'nope' }, 'ServiceNotFoundException', 'Service not found.'],
  [
    'UpdateService',
    { service: 'web', desiredCount: -1 },
    'InvalidParameterException',
    'Task count can not be lesser than 0',
  ],
  [
    'UpdateService',
    { service: 'web', taskDefinition: 'nope' },
    'ClientException',
    'TaskDefinition not found.',
  ],
  [
    'CreateService',
    service({ deploymentConfiguration: { strategy: 'CANARY' } }),
    'UnsupportedFeatureException',
    /CANARY/,
  ],
  [
    'UpdateService',
    { service: 'web', serviceConnectConfiguration: { enabled: true } },
    'UnsupportedFeatureException',
    /Service Connect/,
  ],
  ['DescribeClusters', { include: ['ALL'] }, 'InvalidParameterException', /^include should be one of/],
  [
    'UpdateService',
    { service: 'agent', desiredCount: 2 },
    'InvalidParameterException',
    /daemon .* desired count/,
  ],
  [
    'DeleteService',
    { service: 'web' },
    'InvalidParameterException',
    'The service cannot be stopped while it is scaled above 0.',
  ],
  ['DeleteService', { service: 'nope' }, 'ServiceNotFoundException', 'Service not found.'],
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

describe('the local ECS refuses what ECS refuses', () => {
  it.each(refusals)('%s %j', (action, input, name, message) => {
    const refusal = refusalOf(ready, action, input);
    expect(refusal?.name).toBe(name);
    expect(refusal?.message).toMatch(message);
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

function refusalOf(test: TestEcs, action: string, input: Record<string, unknown>): ServiceError | undefined {
  const before = JSON.stringify(test.ecs.snapshot());
  try {
    test.call(action, input);
  } catch (error) {
    // A refused call leaves everything as it was.
    expect(JSON.stringify(test.ecs.snapshot())).toBe(before);
    if (error instanceof ServiceError) return error;
    throw error;
  }
  return undefined;
}
