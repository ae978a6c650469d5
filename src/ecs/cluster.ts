import type { Cluster as SdkCluster } from '@aws-sdk/client-ecs';

/** A cluster as DescribeClusters tells it, narrowed once. */
export interface Cluster {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly activeServices: number;
  readonly runningTasks: number;
  readonly pendingTasks: number;
  readonly containerInstances: number;
  readonly capacityProviders: readonly string[];
}

/** Narrows the SDK's all-optional cluster. */
export function toCluster(cluster: SdkCluster): Cluster {
  return {
    arn: cluster.clusterArn ?? '',
    name: cluster.clusterName ?? '',
    status: cluster.status ?? '',
    activeServices: cluster.activeServicesCount ?? 0,
    runningTasks: cluster.runningTasksCount ?? 0,
    pendingTasks: cluster.pendingTasksCount ?? 0,
    containerInstances: cluster.registeredContainerInstancesCount ?? 0,
    capacityProviders: cluster.capacityProviders ?? [],
  };
}
