import { describe, expect, it } from 'vitest';
import { account, createTestEcs, createWeb, fargateTask, onFargate } from '../../helpers/local-ecs.ts';

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
