import { isDeepStrictEqual } from 'node:util';
import {
  type ClusterServiceConnectDefaultsRequest,
  type ClusterSetting,
  CreateCluster$,
  type CreateClusterRequest,
  type CreateClusterResponse,
  PutClusterCapacityProviders$,
  type PutClusterCapacityProvidersRequest,
  type PutClusterCapacityProvidersResponse,
  UpdateCluster$,
  type UpdateClusterRequest,
  type UpdateClusterResponse,
  UpdateClusterSettings$,
  type UpdateClusterSettingsRequest,
  type UpdateClusterSettingsResponse,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';
import { checkProviders, checkStrategy, fillStrategy } from '../capacity-providers.ts';
import { describeCluster } from '../describe/describe-cluster.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import { findCluster } from '../find/find-cluster.ts';
import { checkTags } from '../refuse/check-tags.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { defineAction } from '../wire/define-action.ts';

const shown = ['TAGS', 'SETTINGS', 'CONFIGURATIONS'] as const;

/** `aws ecs create-cluster --cluster-name …`. An ACTIVE cluster of that name is answered as it is, unless the request wants another. */
export const createCluster = defineAction<CreateClusterRequest, CreateClusterResponse>(
  CreateCluster$,
  (world, input) => {
    const { clusterName: name = 'default' } = input;
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
      throw invalidParameter(
        'Cluster name can have up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens.',
      );
    }
    const tags = checkTags(input.tags);
    const providers = readProviders(input.capacityProviders, input.defaultCapacityProviderStrategy);
    const settings = readSettings(input.settings);
    const existing = world.store.clusters.get(name);
    if (existing?.status === 'ACTIVE') {
      checkSame(existing, input, { ...providers, settings });
      return { cluster: describeCluster(world, existing, shown) };
    }
    const cluster: ClusterEntity = {
      arn: world.arns.cluster(name),
      name,
      status: 'ACTIVE',
      tags,
      settings,
      configuration: input.configuration,
      ...providers,
      serviceConnectDefaults: readNamespace(world, input.serviceConnectDefaults),
    };
    world.store.clusters.set(name, cluster);
    world.changed();
    return { cluster: describeCluster(world, cluster, shown) };
  },
);

/** `aws ecs update-cluster --cluster … --settings … --configuration …`: what the request is silent about stays. */
export const updateCluster = defineAction<UpdateClusterRequest, UpdateClusterResponse>(
  UpdateCluster$,
  (world, input) => {
    const cluster = findCluster(world, input.cluster);
    if (input.settings !== undefined) cluster.settings = readSettings(input.settings);
    if (input.configuration !== undefined) cluster.configuration = input.configuration;
    if (input.serviceConnectDefaults !== undefined) {
      cluster.serviceConnectDefaults = readNamespace(world, input.serviceConnectDefaults);
    }
    world.changed();
    return { cluster: describeCluster(world, cluster, shown) };
  },
);

/** `aws ecs update-cluster-settings --cluster … --settings name=containerInsights,value=enabled`. */
export const updateClusterSettings = defineAction<
  UpdateClusterSettingsRequest,
  UpdateClusterSettingsResponse
>(UpdateClusterSettings$, (world, input) => {
  const cluster = findCluster(world, input.cluster);
  cluster.settings = readSettings(input.settings);
  world.changed();
  return { cluster: describeCluster(world, cluster, shown) };
});

/**
 * `aws ecs put-cluster-capacity-providers --cluster … --capacity-providers … --default-capacity-provider-strategy …`: both take
 * the place of what was there. A provider that tasks or services use can't be taken away.
 */
export const putClusterCapacityProviders = defineAction<
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse
>(PutClusterCapacityProviders$, (world, input) => {
  const cluster = findCluster(world, input.cluster);
  const providers = readProviders(input.capacityProviders, input.defaultCapacityProviderStrategy);
  const used = usedProviders(world, cluster);
  const removed = cluster.capacityProviders.filter((one) => !providers.capacityProviders.includes(one));
  if (removed.some((provider) => used.has(provider))) {
    throw new ServiceError(
      'ResourceInUseException',
      'The specified capacity provider is in use and cannot be removed.',
    );
  }
  Object.assign(cluster, providers);
  world.changed();
  return { cluster: describeCluster(world, cluster, shown) };
});

function readProviders(
  capacityProviders: readonly string[] = [],
  strategy: CreateClusterRequest['defaultCapacityProviderStrategy'] = [],
): Pick<ClusterEntity, 'capacityProviders' | 'defaultCapacityProviderStrategy'> {
  checkProviders(capacityProviders);
  checkStrategy(strategy, capacityProviders);
  return {
    capacityProviders: [...capacityProviders],
    defaultCapacityProviderStrategy: fillStrategy(strategy),
  };
}

function readSettings(settings: readonly ClusterSetting[] = []): ClusterSetting[] {
  const [{ name = 'containerInsights', value = 'disabled' } = {}] = settings;
  if (!['enabled', 'disabled', 'enhanced'].includes(value)) {
    throw invalidParameter(
      `Invalid value for cluster setting ${name}: it should be one of [disabled,enabled,enhanced]`,
    );
  }
  return [{ name, value }];
}

/** A namespace is shown by its ARN, and one that is named by its name comes into being; an empty name takes it away. */
function readNamespace(
  world: EcsWorld,
  asked: ClusterServiceConnectDefaultsRequest | undefined,
): ClusterEntity['serviceConnectDefaults'] {
  const { namespace = '' } = asked ?? {};
  if (namespace === '') return undefined;
  if (namespace.startsWith('arn:')) return { namespace };
  const { region, accountId, ids } = world;
  return { namespace: `arn:aws:servicediscovery:${region}:${accountId}:namespace/ns-${ids.hex(16)}` };
}

function checkSame(
  existing: ClusterEntity,
  input: CreateClusterRequest,
  read: Pick<ClusterEntity, 'settings' | 'capacityProviders' | 'defaultCapacityProviderStrategy'>,
): void {
  const differs = (['settings', 'capacityProviders', 'defaultCapacityProviderStrategy'] as const).some(
    (member) => input[member] !== undefined && !isDeepStrictEqual(existing[member], read[member]),
  );
  if (differs) {
    throw invalidParameter(
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    );
  }
}

function usedProviders(world: EcsWorld, { name }: ClusterEntity): ReadonlySet<string | undefined> {
  const ofTasks = [...world.store.tasks.values()]
    .filter(({ clusterName, lastStatus }) => clusterName === name && lastStatus !== 'STOPPED')
    .map(({ capacityProviderName }) => capacityProviderName);
  const ofServices = [...world.store.services.values()]
    .filter(({ clusterName, status }) => clusterName === name && status !== 'INACTIVE')
    .flatMap(({ settings }) => settings.capacityProviderStrategy ?? [])
    .map(({ capacityProvider }) => capacityProvider);
  return new Set([...ofTasks, ...ofServices]);
}
