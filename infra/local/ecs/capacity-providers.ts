import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import type { ClusterEntity, StrategyItem } from './model/task.ts';
import { invalidParameter } from './refuse.ts';

/** Every account has the Fargate providers; others would have to be created first, which is not supported here. */
const known = ['FARGATE', 'FARGATE_SPOT'];

export function fillStrategy(strategy: readonly CapacityProviderStrategyItem[]): StrategyItem[] {
  return strategy.map(({ base = 0, weight = 0, ...item }) => ({ ...item, weight, base }));
}

/** Refuses to associate a cluster with providers that do not exist. */
export function checkProviders(providers: readonly string[]): void {
  if (providers.some((provider) => !known.includes(provider))) {
    throw invalidParameter(
      'The specified capacity provider was not found. Specify a valid capacity provider and try again.',
    );
  }
  if (new Set(providers).size < providers.length) {
    throw invalidParameter('The specified capacity providers contain duplicates. Remove them and try again.');
  }
}

/** Refuses a strategy that the cluster's providers can't serve, or that sets a base or names a provider twice. */
export function checkStrategy(
  strategy: readonly CapacityProviderStrategyItem[],
  providers: readonly string[],
): void {
  const named = strategy.map(({ capacityProvider = '' }) => capacityProvider);
  if (named.some((provider) => !providers.includes(provider))) {
    throw invalidParameter(
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.',
    );
  }
  if (new Set(named).size < named.length) {
    throw invalidParameter(
      'The specified capacity provider strategy contains duplicate capacity providers. Remove them and try again.',
    );
  }
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1) {
    throw invalidParameter(
      'The specified capacity provider strategy cannot contain more than one capacity provider with a base value. Remove all but one and try again.',
    );
  }
}

/**
 * The strategy to launch a service or task with: its own, or the cluster's unless it names a launch type. Refuses both at once, and a strategy that
 * could place nothing.
 */
export function launchStrategy(
  cluster: ClusterEntity,
  asked: {
    readonly launchType?: string | undefined;
    readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[] | undefined;
  },
): StrategyItem[] | undefined {
  const { launchType, capacityProviderStrategy: own } = asked;
  if (launchType !== undefined && own !== undefined) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  const ofCluster = cluster.defaultCapacityProviderStrategy;
  const strategy = own ?? (launchType === undefined && ofCluster.length > 0 ? ofCluster : undefined);
  if (strategy === undefined) return undefined;
  checkStrategy(strategy, cluster.capacityProviders);
  if (strategy.every(({ weight = 0 }) => weight === 0)) {
    const which = own === undefined ? 'default capacity provider strategy' : 'capacity provider strategy';
    throw invalidParameter(
      `There are no capacity providers with a weight value greater than zero defined in the ${which}. At least one capacity provider must have a weight value greater than zero specified. Update the cluster's default capacity provider strategy or specify a valid capacity provider strategy and try again.`,
    );
  }
  return fillStrategy(strategy);
}

/** Where the next task goes, given where the others are: the base is filled first, the rest is split by weight. */
export function nextProvider(
  strategy: readonly StrategyItem[],
  placed: readonly (string | undefined)[],
): string | undefined {
  const shares = strategy.map(({ capacityProvider = '', base, weight }) => {
    const tasks = placed.filter((provider) => provider === capacityProvider).length;
    return { capacityProvider, isShort: tasks < base, next: (Math.max(0, tasks - base) + 1) / weight };
  });
  const short = shares.find(({ isShort }) => isShort);
  if (short !== undefined) return short.capacityProvider;
  return shares.reduce((one, other) => (other.next < one.next ? other : one)).capacityProvider;
}
