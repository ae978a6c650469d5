import { CreateCluster$, type CreateClusterRequest, type CreateClusterResponse } from '@aws-sdk/client-ecs';
import { describeCluster } from '../describe/describe-cluster.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import { checkTags } from '../refuse/check-tags.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { defineAction } from '../wire/define-action.ts';

const shown = ['TAGS', 'SETTINGS', 'CONFIGURATIONS'] as const;

/** `aws ecs create-cluster --cluster-name …`. An ACTIVE cluster of that name is answered as it is. */
export const createCluster = defineAction<CreateClusterRequest, CreateClusterResponse>(
  CreateCluster$,
  (world, input) => {
    const { clusterName: name = 'default', settings = [] } = input;
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
      throw invalidParameter(
        'Cluster name can have up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens.',
      );
    }
    if (settings.some((setting) => setting.name !== 'containerInsights')) {
      throw invalidParameter('Invalid setting name: should be containerInsights.');
    }
    const tags = checkTags(input.tags);
    const existing = world.store.clusters.get(name);
    if (existing?.status === 'ACTIVE') return { cluster: describeCluster(world, existing, shown) };

    const cluster: ClusterEntity = {
      arn: world.arns.cluster(name),
      name,
      status: 'ACTIVE',
      tags,
      settings: settings.length > 0 ? settings : [{ name: 'containerInsights', value: 'disabled' }],
      configuration: input.configuration,
      capacityProviders: input.capacityProviders ?? [],
      defaultCapacityProviderStrategy: input.defaultCapacityProviderStrategy ?? [],
      serviceConnectDefaults: input.serviceConnectDefaults,
    };
    world.store.clusters.set(name, cluster);
    world.changed();
    return { cluster: describeCluster(world, cluster, shown) };
  },
);
