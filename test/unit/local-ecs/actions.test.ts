import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, createTestEcs, createWeb, fargateTask, onFargate } from './test-ecs.ts';

const arn = (rest: string) => `arn:aws:ecs:eu-west-1:${account}:${rest}`;

describe('clusters', () => {
  it('are described with what ECS always returns', () => {
    const test = createTestEcs();
    createWeb(test);
    test.pass(300);
    const { clusters, failures } = test.call('DescribeClusters', {
      clusters: ['default', arn('cluster/nope')],
    });
    expect(clusters).toEqual([
      {
        clusterArn: arn('cluster/default'),
        clusterName: 'default',
        status: 'ACTIVE',
        registeredContainerInstancesCount: 0,
        runningTasksCount: 2,
        pendingTasksCount: 0,
        activeServicesCount: 1,
        statistics: [],
        tags: [],
        settings: [],
        capacityProviders: [],
        defaultCapacityProviderStrategy: [],
      },
    ]);
    expect(failures).toEqual([{ arn: arn('cluster/nope'), reason: 'MISSING' }]);
  });

  it('are created once, deleted when empty, INACTIVE after that, and can be made again', () => {
    const test = createTestEcs();
    test.call('CreateCluster', { clusterName: 'a', tags: [{ key: 'x', value: '1' }] });
    expect(test.call('CreateCluster', { clusterName: 'a' }).cluster.tags).toEqual([{ key: 'x', value: '1' }]);
    expect(test.call('DeleteCluster', { cluster: 'a' }).cluster.status).toBe('INACTIVE');
    expect(test.call('DescribeClusters', { clusters: ['a'] }).clusters[0].status).toBe('INACTIVE');
    expect(test.call('ListClusters').clusterArns).toEqual([arn('cluster/default')]);
    expect(test.call('CreateCluster', { clusterName: 'a' }).cluster).toMatchObject({
      status: 'ACTIVE',
      tags: [],
    });
  });

  it('are not deleted while a task of no service runs', () => {
    const test = createTestEcs();
    test.call('RegisterTaskDefinition', fargateTask());
    test.call('RunTask', { taskDefinition: 'app', ...onFargate });
    expect(() => test.call('DeleteCluster', { cluster: 'default' })).toThrow('while Tasks are active');
  });
});

describe('task definitions', () => {
  it('count their revisions, also past a deregistered one', () => {
    const test = createTestEcs();
    const register = () => test.call('RegisterTaskDefinition', fargateTask()).taskDefinition.revision;
    expect([register(), register()]).toEqual([1, 2]);
    test.call('DeregisterTaskDefinition', { taskDefinition: 'app:2' });
    expect(test.call('DescribeTaskDefinition', { taskDefinition: 'app' }).taskDefinition.revision).toBe(1);
    expect(test.call('DescribeTaskDefinition', { taskDefinition: 'app:2' }).taskDefinition).toMatchObject({
      status: 'INACTIVE',
      deregisteredAt: expect.any(Date),
    });
    expect(register()).toBe(3);
    expect(test.call('ListTaskDefinitions', { sort: 'DESC' }).taskDefinitionArns).toEqual([
      arn('task-definition/app:3'),
      arn('task-definition/app:1'),
    ]);
    expect(test.call('ListTaskDefinitions', { status: 'INACTIVE' }).taskDefinitionArns).toEqual([
      arn('task-definition/app:2'),
    ]);
    expect(test.call('ListTaskDefinitions', { familyPrefix: 'ap' }).taskDefinitionArns).toEqual([]);
  });

  it('are filled in as ECS fills them in, and keep their tags apart', () => {
    const test = createTestEcs();
    test.call('RegisterTaskDefinition', {
      ...fargateTask('app', { portMappings: [{ containerPort: 80 }] }),
      cpu: '.5 vCPU',
      memory: '1 GB',
      tags: [{ key: 'team', value: 'shop' }],
    });
    const { taskDefinition, tags } = test.call('DescribeTaskDefinition', {
      taskDefinition: 'app',
      include: ['TAGS'],
    });
    expect(tags).toEqual([{ key: 'team', value: 'shop' }]);
    expect(taskDefinition).toMatchObject({
      cpu: '512',
      memory: '1024',
      status: 'ACTIVE',
      volumes: [],
      placementConstraints: [],
      compatibilities: ['EC2', 'FARGATE'],
      requiresCompatibilities: ['FARGATE'],
      requiresAttributes: expect.arrayContaining([{ name: 'ecs.capability.task-eni' }]),
      registeredAt: expect.any(Date),
      containerDefinitions: [
        {
          cpu: 0,
          essential: true,
          environment: [],
          mountPoints: [],
          volumesFrom: [],
          systemControls: [],
          portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
        },
      ],
    });
    expect(test.call('DescribeTaskDefinition', { taskDefinition: 'app' }).tags).toEqual([]);
  });
});

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

describe('RunTask', () => {
  it('starts as many as asked, once for a client token', () => {
    const test = createTestEcs();
    test.call('RegisterTaskDefinition', fargateTask());
    const input = { taskDefinition: 'app', count: 3, startedBy: 'me', clientToken: 'once', ...onFargate };
    const { tasks, failures } = test.call('RunTask', input);
    expect(failures).toEqual([]);
    expect(tasks).toHaveLength(3);
    expect(tasks[0]).toMatchObject({
      lastStatus: 'PROVISIONING',
      group: 'family:app',
      startedBy: 'me',
      version: 1,
    });
    test.call('RunTask', input);
    expect(test.call('ListTasks', { startedBy: 'me' }).taskArns).toHaveLength(3);
    expect(() => test.call('RunTask', { ...input, count: 2 })).toThrow('client token');
  });
});

describe('ListTasks', () => {
  it('filters by what it is asked for, RUNNING by default', () => {
    const test = createTestEcs();
    createWeb(test);
    test.pass(60);
    test.call('RunTask', { taskDefinition: 'app', ...onFargate });
    const count = (input: Record<string, unknown>) => test.call('ListTasks', input).taskArns.length;
    expect(count({})).toBe(3);
    expect(count({ serviceName: 'web' })).toBe(2);
    expect(count({ family: 'app' })).toBe(3);
    expect(count({ family: 'other' })).toBe(0);
    expect(count({ launchType: 'EC2' })).toBe(0);
    expect(count({ desiredStatus: 'PENDING' })).toBe(0);
    expect(count({ desiredStatus: 'STOPPED' })).toBe(0);
  });
});

describe('tags', () => {
  it.each(['cluster/default', 'service/default/web', 'task-definition/app:1'])(
    'of %s are set and taken',
    (name) => {
      const test = createTestEcs();
      createWeb(test);
      const resourceArn = arn(name);
      test.call('TagResource', { resourceArn, tags: [{ key: 'a', value: '1' }, { key: 'b' }] });
      test.call('TagResource', { resourceArn, tags: [{ key: 'a', value: '2' }] });
      test.call('UntagResource', { resourceArn, tagKeys: ['b', 'c'] });
      expect(test.call('ListTagsForResource', { resourceArn }).tags).toEqual([{ key: 'a', value: '2' }]);
    },
  );
});

describe('paging', () => {
  it('shows everything once at any page size, and what was there before a change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(30), (maxResults, count) => {
        const test = createTestEcs();
        const names = Array.from({ length: count }, (_, index) => `cluster-${index}`);
        for (const clusterName of names) test.call('CreateCluster', { clusterName });
        const seen: string[] = [];
        let nextToken: string | undefined;
        do {
          const page = test.call('ListClusters', { maxResults, nextToken });
          expect(page.clusterArns.length).toBeLessThanOrEqual(maxResults);
          seen.push(...page.clusterArns);
          nextToken = page.nextToken;
        } while (nextToken !== undefined);
        expect(seen).toEqual(['default', ...names].map((name) => arn(`cluster/${name}`)));
      }),
      { numRuns: 30 },
    );
  });

  it('of services has 10 to a page unless asked otherwise', () => {
    const test = createTestEcs();
    test.call('RegisterTaskDefinition', fargateTask());
    for (let index = 0; index < 12; index += 1) {
      test.call('CreateService', {
        serviceName: `s${index}`,
        taskDefinition: 'app',
        desiredCount: 0,
        ...onFargate,
      });
    }
    const { serviceArns, nextToken } = test.call('ListServices');
    expect(serviceArns).toHaveLength(10);
    expect(test.call('ListServices', { nextToken }).serviceArns).toHaveLength(2);
    expect(test.call('ListServices', { maxResults: 100 }).serviceArns).toHaveLength(12);
  });

  it('goes on where it was when the last item shown is gone', () => {
    const test = createTestEcs();
    for (const clusterName of ['a', 'b', 'c']) test.call('CreateCluster', { clusterName });
    const { nextToken } = test.call('ListClusters', { maxResults: 2 });
    test.call('DeleteCluster', { cluster: 'a' });
    expect(test.call('ListClusters', { nextToken }).clusterArns).toEqual([
      arn('cluster/b'),
      arn('cluster/c'),
    ]);
  });
});
