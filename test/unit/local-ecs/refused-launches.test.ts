import { describe, expect, it } from 'vitest';
import { createTestEcs, createWeb, fargateTask, onFargate, refusalOf } from '../../helpers/local-ecs.ts';

type Of = Record<string, unknown>;
const ready = createTestEcs();
createWeb(
  ready,
  {
    loadBalancers: [{ targetGroupArn: 'tg', containerName: 'app', containerPort: 80 }],
  },
  { portMappings: [{ containerPort: 80 }] },
);
ready.call('RegisterTaskDefinition', {
  family: 'bridged',
  containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64, portMappings: [{ containerPort: 80 }] }],
});
ready.pass(120);
const [running] = ready.call('ListTasks').taskArns;
const vpc = (of: Of) => ({ awsvpcConfiguration: { subnets: ['subnet-1'], ...of } });
const many = (count: number, of = 'x') => Array.from({ length: count }, (_, index) => `${of}-${index}`);
const loadBalancers = [{ targetGroupArn: 'tg', containerName: 'app', containerPort: 80 }];

/** What goes into CreateService of a Fargate service that is right but for it. */
const services: [input: Of, message: RegExp | string, name?: string][] = [
  [{ propagateTags: 'FOO' }, 'propagateTags should be one of [NONE,SERVICE,TASK_DEFINITION]'],
  [{ launchType: 'MOON' }, /^launch type should be one of \[/],
  [{ launchType: 'EXTERNAL' }, /not support launch_type EXTERNAL\.$/, 'ClientException'],
  [{ launchType: 'MANAGED_INSTANCES' }, /launch_type MANAGED_INSTANCES\.$/, 'ClientException'],
  [{ schedulingStrategy: 'RANDOM' }, /^schedulingStrategy should be one of/],
  [{ availabilityZoneRebalancing: 'ON' }, /^availabilityZoneRebalancing should be one of/],
  [{ deploymentController: {} }, /can not be blank/],
  [{ deploymentConfiguration: { strategy: 'HOPE' } }, /^strategy should be one of/],
  [{ networkConfiguration: vpc({ assignPublicIp: 'MAYBE' }) }, /^assignPublicIp should be one of/],
  [{ networkConfiguration: vpc({ securityGroups: many(6) }) }, 'securityGroups can have at most 5 items.'],
  [{ networkConfiguration: vpc({ subnets: many(17) }) }, 'subnets can have at most 16 items.'],
  [{ networkConfiguration: vpc({ subnets: [] }) }, 'subnets can not be empty.'],
  [{ platformVersion: '9.9.9' }, 'The specified platform does not exist.', 'PlatformUnknownException'],
  [{ platformVersion: 'latest' }, /does not exist/, 'PlatformUnknownException'],
  [{ clientToken: 'x'.repeat(37) }, 'clientToken can have at most 36 characters.'],
  [{ clientToken: 'with blank' }, 'clientToken contains invalid characters.'],
  [{ desiredCount: 2 ** 31 }, /out of range of int/, 'SerializationException'],
  [{ desiredCount: 1.5 }, /DECIMAL_VALUE/, 'SerializationException'],
  [{ healthCheckGracePeriodSeconds: -1 }, /should be at least 0/],
  [{ placementStrategy: [{ type: 'random' }] }, /^Placement strategies are not supported with FARGATE/],
  [{ placementStrategy: [{ type: 'best' }] }, /^type should be one of/],
  [
    { placementConstraints: [{ type: 'distinctInstance' }] },
    /^Placement constraints are not supported with FARGATE/,
  ],
  [{ placementConstraints: many(11).map(() => ({ type: 'distinctInstance' })) }, /at most 10 items/],
  [{ role: 'ecsServiceRole', loadBalancers }, /^You cannot specify an IAM role for services that require/],
  [{ role: 'ecsServiceRole' }, /^You cannot specify an IAM role/],
  [{ loadBalancers: many(6).map(() => loadBalancers[0]) }, 'loadBalancers can have at most 5 items.'],
  [
    { loadBalancers: [{ loadBalancerName: 'lb', containerName: 'app', containerPort: 80 }] },
    /Classic Load Balancers/,
  ],
  [{ enableExecuteCommand: true }, /^The service couldn't be created because a valid taskRoleArn/],
  [{ tags: [{ key: 'x'.repeat(129) }] }, /between 1 and 128 characters/],
  [{ tags: [{ key: 'k', value: 'x'.repeat(257) }] }, /at most 256 characters/],
  [{ tags: [{ key: 'semi;colon' }] }, /invalid characters/],
  [{ tags: many(51).map((key) => ({ key })) }, /limit of 50/],
  [{ taskDefinition: 'app:latest' }, 'Invalid revision number. Number: latest'],
  [{ taskDefinition: 'app:1:2' }, 'Invalid revision number. Number: 1:2'],
  [{ taskDefinition: 'app:-1' }, 'Invalid revision number. Number: -1'],
  [{ taskDefinition: 'app:' }, 'Invalid revision number. Number: '],
  [{ volumeConfigurations: [{ name: 'v' }] }, /Volume configuration/, 'UnsupportedFeatureException'],
];

describe('a service is refused', () => {
  it.each(services)('%j', (input, message, name = 'InvalidParameterException') => {
    const service = { serviceName: 'other', taskDefinition: 'app', desiredCount: 1, ...onFargate, ...input };
    const refusal = refusalOf(ready, 'CreateService', service);
    expect(refusal?.message).toMatch(message);
    expect(refusal?.name).toBe(name);
  });

  const onEc2: [input: Of, message: RegExp][] = [
    [{ launchType: 'EC2', platformVersion: 'LATEST' }, /^The platform version must be null/],
    [{ platformVersion: '1.4.0' }, /^The platform version must be null/],
    [{ role: 'ecsServiceRole' }, /load balancers/],
    [{ placementStrategy: [{ type: 'binpack', field: 'hope' }] }, /hope is not valid/],
    [{ placementConstraints: [{ type: 'memberOf' }] }, /expression must be specified/],
    [{ networkConfiguration: vpc({}) }, /not valid for the given networkMode/],
  ];
  it.each(onEc2)('on EC2 %j', (input, message) => {
    const refusal = refusalOf(ready, 'CreateService', {
      serviceName: 'other',
      taskDefinition: 'bridged',
      desiredCount: 1,
      ...input,
    });
    expect(refusal?.message).toMatch(message);
    expect(refusal?.name).toBe('InvalidParameterException');
  });

  it('with a public address on EC2', () => {
    const networkConfiguration = vpc({ assignPublicIp: 'ENABLED' });
    const service = { serviceName: 'other', taskDefinition: 'app', desiredCount: 1, networkConfiguration };
    expect(refusalOf(ready, 'CreateService', service)?.message).toBe(
      'Assign public IP is not supported for this launch type.',
    );
  });
});

const updates: typeof services = [
  [{ taskDefinition: 'app:latest' }, 'Invalid revision number. Number: latest'],
  [{ propagateTags: 'FOO' }, /^propagateTags should be one of/],
  [{ platformVersion: '9.9.9' }, /does not exist/, 'PlatformUnknownException'],
  [{ desiredCount: 2 ** 31 }, /out of range/, 'SerializationException'],
  [{ networkConfiguration: vpc({ assignPublicIp: 'MAYBE' }) }, /^assignPublicIp should be one of/],
  [{ placementStrategy: [{ type: 'random' }] }, /not supported with FARGATE/],
  [{ capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] }, /without forceNewDeployment/],
  [
    { capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }], forceNewDeployment: true },
    /not associated/,
  ],
  [{ enableExecuteCommand: true }, /^The service couldn't be updated/],
  [
    { loadBalancers: [{ targetGroupArn: 'tg', containerName: 'nope', containerPort: 80 }] },
    /nope does not exist/,
  ],
];
it.each(updates)('an update is refused: %j', (input, message, name = 'InvalidParameterException') => {
  const refusal = refusalOf(ready, 'UpdateService', { service: 'web', ...input });
  expect(refusal?.message).toMatch(message);
  expect(refusal?.name).toBe(name);
});

const tasks: typeof services = [
  [{ propagateTags: 'SERVICE' }, /propagated/],
  [{ propagateTags: 'FOO' }, /^propagateTags should be one of/],
  [{ overrides: { containerOverrides: [{ name: 'app', cpu: -1 }] } }, /should be at least 0/],
  [{ overrides: { containerOverrides: [{ command: ['x'] }] } }, /container named null is not/],
  [{ startedBy: 'x'.repeat(129) }, 'startedBy can have at most 128 characters.'],
  [{ clientToken: 'x'.repeat(65) }, 'clientToken can have at most 64 characters.'],
  [{ group: 'x'.repeat(256) }, 'group can have at most 255 characters.'],
  [{ count: 0 }, 'count should be between 1 and 10.'],
  [{ count: 2 ** 31 }, /out of range/, 'SerializationException'],
  [{ platformVersion: '1.9.0' }, /does not exist/, 'PlatformUnknownException'],
  [{ placementStrategy: [{ type: 'spread', field: 'instanceId' }] }, /not supported with FARGATE/],
  [{ placementConstraints: [{ type: 'distinctInstance' }] }, /not supported with FARGATE/],
  [{ overrides: { cpu: '300' } }, /^No Fargate configuration exists for given values: 300 CPU, 512 memory/],
  [{ overrides: { memory: '7' } }, /^No Fargate configuration exists for given values: 256 CPU, 7 memory/],
  [{ overrides: { taskRoleArn: 'garbage' } }, 'Role is not valid', 'ClientException'],
  [{ overrides: { executionRoleArn: 'arn:aws:iam::1:role/x' } }, 'Role is not valid', 'ClientException'],
  [{ overrides: { cpu: 'much' } }, /^Invalid 'cpu' setting/],
  [{ overrides: { ephemeralStorage: { sizeInGiB: 10 } } }, 'sizeInGiB should be between 21 and 200.'],
  [{ overrides: { containerOverrides: [{ name: 'app', memory: 1024 }] } }, /greater than for the task/],
  [{ overrides: { containerOverrides: [{ name: 'app', cpu: 512 }] } }, /sum of all container 'cpu'/],
  [{ overrides: { containerOverrides: [{ name: 'nope' }] } }, /is not a container in the TaskDefinition/],
  [{ overrides: { containerOverrides: [{ command: ['x'] }] } }, /is not a container in the TaskDefinition/],
  [
    {
      overrides: {
        containerOverrides: [{ name: 'app', environment: [{ name: 'A', value: 'x'.repeat(8192) }] }],
      },
    },
    'Container Overrides length must be at most 8192',
  ],
  [{ overrides: { inferenceAcceleratorOverrides: [{ deviceName: 'd' }] } }, /accelerator/],
  [{ enableExecuteCommand: true }, /valid taskRoleArn/],
  [{ taskDefinition: 'app:latest' }, 'Invalid revision number. Number: latest'],
  [{ taskDefinition: '' }, 'TaskDefinition can not be blank.'],
  [
    { volumeConfigurations: [{ name: 'v', managedEBSVolume: { roleArn: 'r' } }] },
    /Volume/,
    'UnsupportedFeatureException',
  ],
  [{ networkConfiguration: vpc({ securityGroups: many(6) }) }, 'securityGroups can have at most 5 items.'],
];
it.each(tasks)('a task is refused: %j', (input, message, name = 'InvalidParameterException') => {
  const refusal = refusalOf(ready, 'RunTask', { taskDefinition: 'app', ...onFargate, ...input });
  expect(refusal?.message).toMatch(message);
  expect(refusal?.name).toBe(name);
});

const reads: [action: string, input: Of, message: RegExp | string][] = [
  ['DescribeTaskDefinition', { taskDefinition: 'app:1:2' }, 'Invalid revision number. Number: 1:2'],
  ['DescribeTaskDefinition', { taskDefinition: 'app:one' }, 'Invalid revision number. Number: one'],
  ['DescribeTaskDefinition', { taskDefinition: 'app:1', include: ['ALL'] }, /^include should be one of/],
  ['ListTasks', { desiredStatus: 'DONE' }, /^desiredStatus should be one of/],
  ['ListTaskDefinitions', { sort: 'UP' }, /^sort should be one of/],
  ['ListServiceDeployments', { service: 'web', status: ['DONE'] }, /^status should be one of/],
  ['ListServiceDeployments', { service: 'web', maxResults: 101 }, 'maxResults should be between 1 and 100.'],
  ['ListServices', { resourceManagementType: 'ME' }, /^resourceManagementType should be one of/],
  ['StopServiceDeployment', { serviceDeploymentArn: 'x', stopType: 'NOW' }, /^stopType should be one of/],
  [
    'UpdateTaskProtection',
    { cluster: 'default', tasks: [running], protectionEnabled: true, expiresInMinutes: 2881 },
    /between 1 and 2880/,
  ],
  ['TagResource', { resourceArn: running, tags: [{ key: '' }] }, /between 1 and 128/],
  ['TagResource', { resourceArn: running }, 'Tags cannot be empty.'],
  ['UntagResource', { resourceArn: running, tagKeys: ['x'.repeat(129)] }, /./],
];
it.each(reads)('%s %j', (action, input, message) => {
  const refusal = refusalOf(ready, action, input);
  expect(refusal?.message).toMatch(message);
  expect(refusal?.name).toBe('InvalidParameterException');
});

describe('the same client token', () => {
  const input = {
    serviceName: 'twice',
    taskDefinition: 'app',
    desiredCount: 1,
    clientToken: 'one',
    ...onFargate,
  };
  it('with the same request is answered with what is there, with another it is refused', () => {
    const test = createTestEcs();
    test.call('RegisterTaskDefinition', fargateTask());
    const { service } = test.call('CreateService', input);
    expect(test.call('CreateService', input).service.serviceArn).toBe(service.serviceArn);
    expect(test.call('CreateService', { ...input, tags: [], loadBalancers: null }).service.desiredCount).toBe(
      1,
    );
    for (const change of [
      { desiredCount: 2 },
      { propagateTags: 'SERVICE' },
      { clientToken: 'two' },
      { clientToken: undefined },
    ]) {
      expect(refusalOf(test, 'CreateService', { ...input, ...change })?.message).toBe(
        'Creation of service was not idempotent.',
      );
    }
  });
});

it('what an update leaves empty is taken away, and nothing else is', () => {
  const test = createTestEcs();
  createWeb(
    test,
    { loadBalancers, healthCheckGracePeriodSeconds: 0, serviceRegistries: [{ registryArn: 'r' }] },
    { portMappings: [{ containerPort: 80 }] },
  );
  const update = (of: Of) => test.call('UpdateService', { service: 'web', ...of }).service;
  expect(update({ loadBalancers: null, deploymentConfiguration: { alarms: null } }).loadBalancers).toEqual(
    loadBalancers,
  );
  expect(update({ loadBalancers: [] })).toMatchObject({
    loadBalancers: [],
    serviceRegistries: [{ registryArn: 'r' }],
  });
  expect(update({ serviceRegistries: [] }).serviceRegistries).toEqual([]);
});

it('the role that works the load balancer is told, by its ARN', () => {
  const test = createTestEcs();
  test.call('RegisterTaskDefinition', {
    family: 'bridged',
    containerDefinitions: [
      { name: 'app', image: 'nginx', memory: 64, portMappings: [{ containerPort: 80 }] },
    ],
  });
  const service = { serviceName: 'web', taskDefinition: 'bridged', desiredCount: 0, loadBalancers };
  expect(test.call('CreateService', { ...service, role: 'mine' }).service.roleArn).toBe(
    'arn:aws:iam::123456789012:role/mine',
  );
});

it("a task's interface has a name, which its event has not", () => {
  const [task] = ready.call('DescribeTasks', { tasks: [running] }).tasks;
  const details = Object.fromEntries(
    task.attachments[0].details.map((detail: { name: string; value: string }) => [detail.name, detail.value]),
  );
  expect(details.privateDnsName).toBe(
    `ip-${details.privateIPv4Address.replaceAll('.', '-')}.eu-west-1.compute.internal`,
  );
  expect(JSON.stringify(ready.events)).not.toContain('privateDnsName');
});
