import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillStrategy, nextProvider } from '../../../infra/local/ecs/capacity-providers.ts';
import {
  createTestEcs,
  createWeb,
  fargateTask,
  onFargate,
  refusalOf,
  type TestEcs,
} from '../../helpers/local-ecs.ts';

const both = ['FARGATE', 'FARGATE_SPOT'];
const spot = (of: object = { weight: 1 }) => ({ capacityProvider: 'FARGATE_SPOT', ...of });
const fargate = (of: object = { weight: 1 }) => ({ capacityProvider: 'FARGATE', ...of });
const { networkConfiguration } = onFargate;

function withProviders(capacityProviders = both, defaultCapacityProviderStrategy: object[] = []): TestEcs {
  const test = createTestEcs();
  test.call('PutClusterCapacityProviders', {
    cluster: 'default',
    capacityProviders,
    defaultCapacityProviderStrategy,
  });
  test.call('RegisterTaskDefinition', fargateTask());
  return test;
}

const run = (test: TestEcs, of: object) =>
  test.call('RunTask', { taskDefinition: 'app', networkConfiguration, ...of }).tasks;
const providersOf = (tasks: { capacityProviderName?: string }[]) =>
  Object.fromEntries(
    both.map((name) => [name, tasks.filter((task) => task.capacityProviderName === name).length]),
  );
const tasksOf = (test: TestEcs) =>
  test.call('DescribeTasks', { tasks: test.call('ListTasks').taskArns }).tasks;

describe('a strategy', () => {
  it('fills its base first and divides the rest by weight', () => {
    const test = withProviders();
    createWeb(test, {
      launchType: undefined,
      desiredCount: 8,
      capacityProviderStrategy: [spot({ weight: 3 }), fargate({ weight: 1, base: 2 })],
    });
    test.pass(120);
    expect(providersOf(tasksOf(test))).toEqual({ FARGATE: 3, FARGATE_SPOT: 5 });
    test.call('UpdateService', { service: 'web', desiredCount: 14 });
    test.pass(120);
    expect(providersOf(tasksOf(test))).toEqual({ FARGATE: 5, FARGATE_SPOT: 9 });
  });

  it('is answered with what was left out of it', () => {
    const test = withProviders();
    createWeb(test, { launchType: undefined, capacityProviderStrategy: [spot()] });
    const [service] = test.call('DescribeServices', { services: ['web'] }).services;
    expect(service.capacityProviderStrategy).toEqual([spot({ weight: 1, base: 0 })]);
    expect(service.launchType).toBeUndefined();
  });

  it('of the cluster is used where nothing is said, by services and by tasks', () => {
    const test = withProviders(both, [spot({ weight: 1 })]);
    expect(providersOf(run(test, { count: 3 }))).toEqual({ FARGATE: 0, FARGATE_SPOT: 3 });
    expect(providersOf(run(test, { count: 2, launchType: 'FARGATE' }))).toEqual({
      FARGATE: 0,
      FARGATE_SPOT: 0,
    });
    test.call('CreateService', {
      serviceName: 'web',
      taskDefinition: 'app',
      desiredCount: 1,
      networkConfiguration,
    });
    const [service] = test.call('DescribeServices', { services: ['web'] }).services;
    expect(service.capacityProviderStrategy).toEqual([spot({ weight: 1, base: 0 })]);
  });

  it('that is empty in an update brings the launch type back', () => {
    const test = withProviders();
    createWeb(test, { launchType: undefined, capacityProviderStrategy: [spot()] });
    const { service } = test.call('UpdateService', { service: 'web', capacityProviderStrategy: [] });
    expect(service.launchType).toBe('FARGATE');
    expect(service.capacityProviderStrategy).toBeUndefined();
    test.call('UpdateService', { service: 'web', forceNewDeployment: true });
    test.pass(600);
    expect(providersOf(tasksOf(test))).toEqual({ FARGATE: 0, FARGATE_SPOT: 0 });
  });

  it.each([null, []])('%j elsewhere is none at all', (nothing) => {
    const test = withProviders();
    createWeb(test, { capacityProviderStrategy: nothing });
    const [service] = test.call('DescribeServices', { services: ['web'] }).services;
    expect(service.launchType).toBe('FARGATE');
    expect(run(test, { launchType: 'FARGATE', capacityProviderStrategy: nothing })).toHaveLength(1);
  });

  it.each([
    ['of a provider that the cluster lacks', ['FARGATE'], [spot()], /not associated with the cluster/],
    [
      'of a provider that does not exist',
      both,
      [spot({ capacityProvider: 'mine', weight: 1 })],
      /not associated/,
    ],
    ['of a cluster without providers', [], [fargate()], /not associated with the cluster/],
    ['with two bases', both, [spot({ weight: 1, base: 1 }), fargate({ base: 2 })], /more than one .* base/],
    ['without a weight', both, [spot({})], /no capacity providers with a weight value greater than zero/],
    ['with weights of 0', both, [spot({ weight: 0 }), fargate({ weight: 0, base: 3 })], /greater than zero/],
    ['with a provider twice', both, [spot(), spot()], /duplicate/],
    ['with a weight over 1000', both, [spot({ weight: 1001 })], 'weight should be between 0 and 1000.'],
    ['with a negative weight', both, [spot({ weight: -1 })], 'weight should be between 0 and 1000.'],
    [
      'with a base over 100000',
      both,
      [spot({ weight: 1, base: 100_001 })],
      'base should be between 0 and 100000.',
    ],
    ['of 21 items', both, Array.from({ length: 21 }, () => spot()), /at most 20 items/],
    ['without a name', both, [{ weight: 1 }], 'capacityProvider can not be blank.'],
  ])('%s is refused for a service and for a task', (_, providers, capacityProviderStrategy, message) => {
    const test = withProviders(providers);
    const launch = { taskDefinition: 'app', networkConfiguration, capacityProviderStrategy };
    for (const [action, of] of [
      ['RunTask', {}],
      ['CreateService', { serviceName: 'web', desiredCount: 1 }],
    ] as const) {
      const refusal = refusalOf(test, action, { ...launch, ...of });
      expect(refusal?.name, action).toBe('InvalidParameterException');
      expect(refusal?.message).toMatch(message);
    }
  });

  it('fills the base whatever comes, and keeps to the weights within one task', () => {
    const weight = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(
        weight,
        weight,
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 60 }),
        (one, other, base, count) => {
          fc.pre(one + other > 0);
          const strategy = fillStrategy([
            { capacityProvider: 'FARGATE', weight: one, base },
            { capacityProvider: 'FARGATE_SPOT', weight: other },
          ]);
          const placed: (string | undefined)[] = [];
          for (let task = 0; task < count; task += 1) placed.push(nextProvider(strategy, placed));
          const onFirst = placed.filter((provider) => provider === 'FARGATE').length;
          expect(onFirst).toBeGreaterThanOrEqual(Math.min(base, count));
          const beyond = Math.max(0, count - base);
          expect(
            Math.abs(onFirst - Math.min(base, count) - (beyond * one) / (one + other)),
          ).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe("a cluster's providers", () => {
  it('and its settings are what was put last', () => {
    const test = withProviders(both, [fargate({ weight: 1, base: 1 }), spot({ weight: 4 })]);
    const describe = () =>
      test.call('DescribeClusters', { clusters: ['default'], include: ['SETTINGS', 'CONFIGURATIONS'] })
        .clusters[0];
    expect(describe()).toMatchObject({
      capacityProviders: both,
      defaultCapacityProviderStrategy: [fargate({ weight: 1, base: 1 }), spot({ weight: 4, base: 0 })],
    });
    test.call('UpdateCluster', {
      cluster: 'default',
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
      configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } },
    });
    test.call('PutClusterCapacityProviders', {
      cluster: 'default',
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
    });
    expect(describe()).toMatchObject({
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
      configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } },
    });
    test.call('UpdateClusterSettings', {
      cluster: 'default',
      settings: [{ name: 'containerInsights', value: 'enabled' }],
    });
    expect(describe().settings).toEqual([{ name: 'containerInsights', value: 'enabled' }]);
  });

  it('may name a namespace, by its name or its ARN, and forget it', () => {
    const test = createTestEcs();
    const put = (namespace: string) =>
      test.call('UpdateCluster', { cluster: 'default', serviceConnectDefaults: { namespace } }).cluster
        .serviceConnectDefaults;
    expect(put('shop').namespace).toMatch(
      /^arn:aws:servicediscovery:eu-west-1:123456789012:namespace\/ns-\w{16}$/,
    );
    expect(put('arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-a')).toEqual({
      namespace: 'arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-a',
    });
    expect(put('')).toBeUndefined();
  });

  it('are not taken away while they are used', () => {
    const test = withProviders();
    const [task] = run(test, { capacityProviderStrategy: [spot()] });
    const put = { cluster: 'default', capacityProviders: ['FARGATE'], defaultCapacityProviderStrategy: [] };
    expect(refusalOf(test, 'PutClusterCapacityProviders', put)?.name).toBe('ResourceInUseException');
    test.call('StopTask', { task: task.taskArn });
    test.pass(300);
    expect(test.call('PutClusterCapacityProviders', put).cluster.capacityProviders).toEqual(['FARGATE']);
  });

  it.each([
    ['PutClusterCapacityProviders', { cluster: 'nope' }, 'ClusterNotFoundException', /not found/],
    [
      'PutClusterCapacityProviders',
      { capacityProviders: ['mine'] },
      'InvalidParameterException',
      /was not found/,
    ],
    [
      'PutClusterCapacityProviders',
      { capacityProviders: [...both, 'FARGATE'] },
      'InvalidParameterException',
      /duplicates/,
    ],
    [
      'PutClusterCapacityProviders',
      { capacityProviders: ['FARGATE'], defaultCapacityProviderStrategy: [spot()] },
      'InvalidParameterException',
      /not associated/,
    ],
    [
      'PutClusterCapacityProviders',
      { capacityProviders: undefined },
      'InvalidParameterException',
      'capacityProviders cannot be empty.',
    ],
    [
      'CreateCluster',
      { clusterName: 'new', capacityProviders: ['mine'] },
      'InvalidParameterException',
      /was not found/,
    ],
    [
      'CreateCluster',
      { clusterName: 'new', defaultCapacityProviderStrategy: [fargate()] },
      'InvalidParameterException',
      /not associated/,
    ],
    [
      'CreateCluster',
      { clusterName: 'default', capacityProviders: ['FARGATE'] },
      'InvalidParameterException',
      /^Arguments on this idempotent request/,
    ],
    ['UpdateCluster', { cluster: 'nope' }, 'ClusterNotFoundException', /not found/],
    [
      'UpdateCluster',
      { settings: [{ name: 'containerInsights', value: 'on' }] },
      'InvalidParameterException',
      /^Invalid value for cluster setting/,
    ],
    [
      'UpdateCluster',
      { settings: [{ name: 'other', value: 'enabled' }] },
      'InvalidParameterException',
      'Cluster setting should be one of [containerInsights]',
    ],
    ['UpdateClusterSettings', {}, 'InvalidParameterException', /settings|Settings/],
  ])('%s %j is refused', (action, of, name, message) => {
    const test = withProviders();
    const input = {
      ...(action !== 'CreateCluster' && { cluster: 'default' }),
      ...(action === 'PutClusterCapacityProviders' && {
        capacityProviders: both,
        defaultCapacityProviderStrategy: [],
      }),
      ...of,
    };
    const refusal = refusalOf(test, action, input);
    expect(refusal?.name).toBe(name);
    expect(refusal?.message).toMatch(message);
  });
});
