import {
  DescribeClustersCommand,
  type ECSClient,
  paginateListClusters,
  type Cluster as SdkCluster,
  type Tag,
} from '@aws-sdk/client-ecs';
import { inChunks } from './errors.ts';
import { nameFromArn } from './target.ts';

type Tags = Readonly<Record<string, string>>;

/** A cluster's tags seldom change; a change is seen after at most this long. */
const freshMs = 5 * 60_000;

/** A cluster's tags, cached for five minutes. A failed read is not cached. */
export function clusterTags(ecs: ECSClient, now: () => number): (cluster: string) => Promise<Tags> {
  const known = new Map<string, { readonly at: number; readonly tags: Promise<Tags> }>();

  return (cluster) => {
    const kept = known.get(cluster);
    if (kept !== undefined && now() - kept.at < freshMs) return kept.tags;
    const current = { at: now(), tags: readClusterTags(ecs, cluster) };
    known.set(cluster, current);
    current.tags.catch(() => {
      if (known.get(cluster) === current) known.delete(cluster);
    });
    return current.tags;
  };
}

/** `aws ecs describe-clusters --clusters … --include TAGS` for one cluster; no tags if it does not exist. */
export async function readClusterTags(
  ecs: ECSClient,
  cluster: string,
): Promise<Readonly<Record<string, string>>> {
  const { clusters } = await ecs.send(
    new DescribeClustersCommand({ clusters: [cluster], include: ['TAGS'] }),
  );
  return toTags(clusters?.[0]?.tags);
}

/** ECS's list of tags as an object by key. */
export function toTags(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).flatMap(({ key, value }) => (key ? [[key, value ?? '']] : [])));
}

/** `aws ecs describe-clusters --clusters …`, a hundred per call; clusters that do not exist or are INACTIVE are left out. */
export function describeClusters(ecs: ECSClient, names: readonly string[]): Promise<Cluster[]> {
  return inChunks(names, 100, async (clusters) => {
    const answer = await ecs.send(new DescribeClustersCommand({ clusters }));
    return (answer.clusters ?? []).map(toCluster).filter(({ status }) => status !== 'INACTIVE');
  });
}

/** A cluster from DescribeClusters, narrowed once. */
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
function toCluster(cluster: SdkCluster): Cluster {
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

/** `aws ecs list-clusters`: the names of all clusters, a hundred per call. */
export async function listClusters(ecs: ECSClient): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListClusters({ client: ecs }, { maxResults: 100 })) {
    names.push(...(page.clusterArns ?? []).map(nameFromArn));
  }
  return names;
}
