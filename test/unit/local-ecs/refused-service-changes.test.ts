import { describe, expect, it } from 'vitest';
import {
  type BadInput,
  balancedWorld,
  createTestEcs,
  createWeb,
  loadBalancers,
  type Refusal,
  refusalOf,
  refusalWorld,
  vpc,
} from '../../helpers/local-ecs.ts';

const ready = refusalWorld();
const balanced = balancedWorld();
const refusals: Refusal[] = [
  [
    'UpdateService',
    { service: 'web', deploymentController: { type: 'CODE_DEPLOY' } },
    'UnsupportedFeatureException',
    /Changing the deployment controller/,
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
    'UpdateService',
    { service: 'web', serviceConnectConfiguration: { enabled: true } },
    'UnsupportedFeatureException',
    /Service Connect/,
  ],
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
];

describe('refused as ECS refuses it: changes of services', () => {
  it('an update of one that was deleted, while it drains and after', () => {
    const test = createTestEcs();
    createWeb(test);
    test.pass(120);
    test.call('DeleteService', { service: 'web', force: true });
    const update = () => refusalOf(test, 'UpdateService', { service: 'web', desiredCount: 1 })?.name;
    expect(update()).toBe('ServiceNotActiveException');
    test.pass(300);
    expect(test.call('DescribeServices', { services: ['web'] }).services[0].status).toBe('INACTIVE');
    expect(update()).toBe('ServiceNotActiveException');
  });

  it.each(refusals)('%s %j', (action, input, name, message) => {
    const refusal = refusalOf(ready, action, input);
    expect(refusal?.name).toBe(name);
    expect(refusal?.message).toMatch(message);
  });
});

const updates: BadInput[] = [
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
  const refusal = refusalOf(balanced, 'UpdateService', { service: 'web', ...input });
  expect(refusal?.message).toMatch(message);
  expect(refusal?.name).toBe(name);
});

it('what an update leaves empty is taken away, and nothing else is', () => {
  const test = createTestEcs();
  createWeb(
    test,
    { loadBalancers, healthCheckGracePeriodSeconds: 0, serviceRegistries: [{ registryArn: 'r' }] },
    { portMappings: [{ containerPort: 80 }] },
  );
  const update = (of: Record<string, unknown>) =>
    test.call('UpdateService', { service: 'web', ...of }).service;
  expect(update({ loadBalancers: null, deploymentConfiguration: { alarms: null } }).loadBalancers).toEqual(
    loadBalancers,
  );
  expect(update({ loadBalancers: [] })).toMatchObject({
    loadBalancers: [],
    serviceRegistries: [{ registryArn: 'r' }],
  });
  expect(update({ serviceRegistries: [] }).serviceRegistries).toEqual([]);
});
