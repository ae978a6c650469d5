import { isDeepStrictEqual } from 'node:util';
import type {
  ClusterServiceConnectDefaultsRequest,
  ClusterSetting,
  CreateClusterRequest,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/wire.ts';
import { checkProviders, checkStrategy, fillStrategy } from '../capacity-providers.ts';
import { findAll, findCluster, findTagged, readIdentifier } from '../find.ts';
import { describeCluster } from '../model/describe-task.ts';
import type { ClusterEntity } from '../model/task.ts';
import { checkTags, invalidParameter, nameRule, resourceName } from '../refuse.ts';
import { type EcsActions, takePage } from '../request-model.ts';
import type { EcsWorld } from '../world.ts';

export const clusterActions = {
  /** `aws ecs create-cluster --cluster-name …`. An ACTIVE cluster of that name is returned as it is, unless the request differs. */
  CreateCluster(world, input) {
    const { clusterName: name = 'default' } = input;
    if (!resourceName.test(name)) throw invalidParameter(nameRule('Cluster'));
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

  /** `aws ecs update-cluster --cluster … --settings … --configuration …`: what the request omits stays. */
  UpdateCluster(world, input) {
    const cluster = findCluster(world, input.cluster);
    if (input.settings !== undefined) cluster.settings = readSettings(input.settings);
    if (input.configuration !== undefined) cluster.configuration = input.configuration;
    if (input.serviceConnectDefaults !== undefined) {
      cluster.serviceConnectDefaults = readNamespace(world, input.serviceConnectDefaults);
    }
    world.changed();
    return { cluster: describeCluster(world, cluster, shown) };
  },

  /** `aws ecs update-cluster-settings --cluster … --settings name=containerInsights,value=enabled`. */
  UpdateClusterSettings(world, input) {
    const cluster = findCluster(world, input.cluster);
    cluster.settings = readSettings(input.settings);
    world.changed();
    return { cluster: describeCluster(world, cluster, shown) };
  },

  /**
   * `aws ecs put-cluster-capacity-providers --cluster … --capacity-providers … --default-capacity-provider-strategy …`: replaces both. A provider
   * that tasks or services use can't be removed.
   */
  PutClusterCapacityProviders(world, input) {
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
  },

  /** `aws ecs delete-cluster --cluster …`: refused while it holds services or tasks; it stays visible as INACTIVE. */
  DeleteCluster(world, input) {
    const cluster = findCluster(world, input.cluster);
    const isHere = ({ clusterName }: { clusterName: string }) => clusterName === cluster.name;
    const services = [...world.store.services.values()].filter(isHere);
    if (services.some(({ status }) => status === 'ACTIVE')) {
      throw new ServiceError(
        'ClusterContainsServicesException',
        'The Cluster cannot be deleted while Services are active.',
      );
    }
    const tasks = [...world.store.tasks.values()].filter(isHere);
    if (tasks.some(({ lastStatus }) => lastStatus !== 'STOPPED')) {
      throw new ServiceError(
        'ClusterContainsTasksException',
        'The Cluster cannot be deleted while Tasks are active.',
      );
    }
    cluster.status = 'INACTIVE';
    world.changed();
    return { cluster: describeCluster(world, cluster, ['TAGS', 'SETTINGS']) };
  },

  /** `aws ecs describe-clusters --clusters … --include …`: at most 100, INACTIVE ones too; `default` when none is named. */
  DescribeClusters(world, { clusters = ['default'], include = [] }) {
    const nameOf = (identifier: string) => readIdentifier(world, identifier, 'cluster').join('/');
    const arns = clusters.map((identifier) => world.arns.cluster(nameOf(identifier)));
    const { found, failures } = findAll(arns, (arn) => world.store.clusters.get(nameOf(arn)));
    return { clusters: found.map((cluster) => describeCluster(world, cluster, include)), failures };
  },

  /** `aws ecs list-clusters`: the ACTIVE ones, 100 a page. */
  ListClusters(world, input) {
    const arns = [...world.store.clusters.values()]
      .filter(({ status }) => status === 'ACTIVE')
      .map(({ arn }) => arn);
    const { items, nextToken } = takePage('ListClusters', arns, input, 100);
    return { clusterArns: items, nextToken };
  },

  /** `aws ecs list-tags-for-resource --resource-arn …`. */
  ListTagsForResource: (world, input) => ({ tags: findTagged(world, input.resourceArn).tags }),

  /** `aws ecs tag-resource --resource-arn … --tags …`: overwrites existing keys. */
  TagResource(world, input) {
    const resource = findTagged(world, input.resourceArn);
    const added = checkTags(input.tags);
    const kept = resource.tags.filter(({ key }) => !added.some((tag) => tag.key === key));
    const managed = kept.filter(({ key }) => key?.startsWith('aws:'));
    checkTags([...kept.filter((tag) => !managed.includes(tag)), ...added]);
    resource.tags = [...kept, ...added];
    world.changed();
    return {};
  },

  /** `aws ecs untag-resource --resource-arn … --tag-keys …`: unknown keys are ignored. */
  UntagResource(world, input) {
    const resource = findTagged(world, input.resourceArn);
    const { tagKeys = [] } = input;
    resource.tags = resource.tags.filter(({ key = '' }) => !tagKeys.includes(key));
    world.changed();
    return {};
  },
} satisfies EcsActions;

const shown = ['TAGS', 'SETTINGS', 'CONFIGURATIONS'] as const;

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

/** A namespace is shown by its ARN. One given by name is created; an empty name removes it. */
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
