import { expect, it } from 'vitest';
import {
  type BadInput,
  balancedWorld,
  createTestEcs,
  loadBalancers,
  many,
  onFargate,
  refusalOf,
  vpc,
} from '../../helpers/local-ecs.ts';

const ready = balancedWorld();
const [running] = ready.call('ListTasks').taskArns;

const tasks: BadInput[] = [
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

const reads: [action: string, input: Record<string, unknown>, message: RegExp | string][] = [
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
