import type { Cluster, ClusterField } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import { countTasks } from './count-tasks.ts';

/** A cluster as DescribeClusters shows it; what `include` does not name stays empty. */
export function describeCluster(
  world: EcsWorld,
  cluster: ClusterEntity,
  include: readonly ClusterField[] = [],
): Cluster {
  const tasks = [...world.store.tasks.values()].filter(({ clusterName }) => clusterName === cluster.name);
  const services = [...world.store.services.values()].filter(
    ({ clusterName, status }) => clusterName === cluster.name && status !== 'INACTIVE',
  );
  const { running, pending } = countTasks(tasks);
  const fargate = tasks.filter(({ launchType }) => launchType === 'FARGATE');
  const count = (name: string, value: number) => ({ name, value: String(value) });
  const has = (field: ClusterField) => include.includes(field);
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: running,
    pendingTasksCount: pending,
    activeServicesCount: services.length,
    statistics: has('STATISTICS')
      ? [
          count('runningEC2TasksCount', running - countTasks(fargate).running),
          count('runningFargateTasksCount', countTasks(fargate).running),
          count('pendingEC2TasksCount', pending - countTasks(fargate).pending),
          count('pendingFargateTasksCount', countTasks(fargate).pending),
          count(
            'activeEC2ServiceCount',
            services.filter(({ settings }) => settings.launchType === 'EC2').length,
          ),
          count(
            'activeFargateServiceCount',
            services.filter(({ settings }) => settings.launchType !== 'EC2').length,
          ),
          count('drainingEC2ServiceCount', 0),
          count('drainingFargateServiceCount', services.filter(({ status }) => status === 'DRAINING').length),
        ]
      : [],
    tags: has('TAGS') ? cluster.tags : [],
    settings: has('SETTINGS') ? cluster.settings : [],
    configuration: has('CONFIGURATIONS') ? cluster.configuration : undefined,
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultCapacityProviderStrategy,
    serviceConnectDefaults: cluster.serviceConnectDefaults,
  };
}
