import { describe, expect, it } from 'vitest';
import { account, createTestEcs, createWeb, onFargate } from '../../helpers/local-ecs.ts';

const arn = (rest: string) => `arn:aws:ecs:eu-west-1:${account}:${rest}`;

describe('services', () => {
  it('are described with what ECS always returns', () => {
    const test = createTestEcs();
    createWeb(test);
    const [service] = test.call('DescribeServices', { services: ['web'], include: ['TAGS'] }).services;
    expect(service).toMatchObject({
      serviceArn: arn('service/default/web'),
      clusterArn: arn('cluster/default'),
      status: 'ACTIVE',
      launchType: 'FARGATE',
      platformVersion: 'LATEST',
      platformFamily: 'Linux',
      taskDefinition: arn('task-definition/app:1'),
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: false, rollback: false },
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        strategy: 'ROLLING',
      },
      loadBalancers: [],
      serviceRegistries: [],
      events: [],
      placementConstraints: [],
      placementStrategy: [],
      schedulingStrategy: 'REPLICA',
      deploymentController: { type: 'ECS' },
      healthCheckGracePeriodSeconds: 0,
      enableECSManagedTags: false,
      enableExecuteCommand: false,
      propagateTags: 'NONE',
      availabilityZoneRebalancing: 'ENABLED',
      createdAt: expect.any(Date),
      tags: [],
    });
    expect(service.deployments[0].platformVersion).toBe('1.4.0');
  });

  it.each(['web', 'default/web', arn('service/default/web'), arn('service/web')])(
    'are found by %s',
    (name) => {
      const test = createTestEcs();
      createWeb(test);
      expect(test.call('DescribeServices', { services: [name] }).services).toHaveLength(1);
      expect(test.call('ListTasks', { serviceName: name }).taskArns).toEqual([]);
    },
  );

  it('are created once for the same client token', () => {
    const test = createTestEcs();
    createWeb(test, { clientToken: 'once' });
    const again = test.call('CreateService', {
      serviceName: 'web',
      taskDefinition: 'app',
      desiredCount: 2,
      clientToken: 'once',
      ...onFargate,
    });
    expect(again.service.deployments).toHaveLength(1);
  });

  it('pass on their tags to tasks when asked to', () => {
    const test = createTestEcs();
    createWeb(test, {
      propagateTags: 'SERVICE',
      enableECSManagedTags: true,
      tags: [{ key: 'a', value: 'b' }],
    });
    test.pass(60);
    const { taskArns } = test.call('ListTasks');
    expect(test.call('DescribeTasks', { tasks: taskArns, include: ['TAGS'] }).tasks[0].tags).toEqual([
      { key: 'a', value: 'b' },
      { key: 'aws:ecs:clusterName', value: 'default' },
      { key: 'aws:ecs:serviceName', value: 'web' },
    ]);
  });

  it('keep the configuration of a circuit breaker', () => {
    const test = createTestEcs();
    const deploymentCircuitBreaker = { enable: true, rollback: true };
    createWeb(test, { deploymentConfiguration: { deploymentCircuitBreaker } });
    const { service } = test.call('UpdateService', {
      service: 'web',
      deploymentConfiguration: { minimumHealthyPercent: 50 },
    });
    expect(service.deploymentConfiguration).toMatchObject({
      deploymentCircuitBreaker,
      minimumHealthyPercent: 50,
      maximumPercent: 200,
    });
    expect(service.deployments).toHaveLength(1);
  });

  it('on capacity providers run on Fargate', () => {
    const test = createTestEcs();
    test.call('PutClusterCapacityProviders', {
      cluster: 'default',
      capacityProviders: ['FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [],
    });
    createWeb(test, {
      launchType: undefined,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    test.pass(120);
    const [task] = test.call('DescribeTasks', { tasks: test.call('ListTasks').taskArns }).tasks;
    expect(task).toMatchObject({
      launchType: 'FARGATE',
      capacityProviderName: 'FARGATE_SPOT',
      lastStatus: 'RUNNING',
    });
  });

  it('list their deployments, newest first', () => {
    const test = createTestEcs();
    createWeb(test);
    test.pass(120);
    test.call('UpdateService', { service: 'web', forceNewDeployment: true });
    test.pass(2);
    const { serviceDeployments } = test.call('ListServiceDeployments', { service: 'web' });
    expect(serviceDeployments.map(({ status }: { status: string }) => status)).toEqual([
      'IN_PROGRESS',
      'SUCCESSFUL',
    ]);
    const [brief] = serviceDeployments;
    expect(
      test.call('DescribeServiceDeployments', { serviceDeploymentArns: [brief.serviceDeploymentArn] })
        .serviceDeployments[0],
    ).toMatchObject({
      status: 'IN_PROGRESS',
      targetServiceRevision: { arn: brief.targetServiceRevisionArn },
    });
    expect(
      test.call('ListServiceDeployments', { service: 'web', status: ['SUCCESSFUL'] }).serviceDeployments,
    ).toHaveLength(1);
  });
});
