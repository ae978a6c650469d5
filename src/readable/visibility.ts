import {
  ClientException,
  ClusterNotFoundException,
  type ECSClient,
  ServiceNotFoundException,
} from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import type { TargetFilter } from '../access/targets.ts';
import { listClusters, readClusterTags } from '../aws/ecs/clusters.ts';
import { describeServices, listServices, type Service } from '../aws/ecs/services.ts';
import { nameFromArn } from '../aws/ecs/target.ts';

type Tags = Readonly<Record<string, string>>;

/** What one person may see, looked up as needed, once per request. */
export interface Visibility {
  /** Which of a cluster's services (or ids of standalone tasks) the person may see. */
  among(cluster: string, names: readonly string[]): Promise<ReadonlySet<string>>;
  may(cluster: string, name: string): Promise<boolean>;
  /** Whether the person may know that this cluster exists. */
  seesCluster(cluster: string): Promise<boolean>;
  /** Whether everything in it may be seen. */
  seesAllOf(cluster: string): boolean;
  /** Whether the person may know about a `cluster/name`, even one that is gone; the answer needs no waiting. */
  knows(): Promise<(target: string) => boolean>;
  /** Task definitions of what the person was shown, `family:revision`. */
  readonly taskDefinitions: Set<string>;
}

/** Looks through a client that sees everything. Tags are read only where a grant depends on them. */
export function createVisibility(ecs: ECSClient, filter: TargetFilter): Visibility {
  const clusterTags = remember((cluster) => readClusterTags(ecs, cluster));
  const sees = remember(async (cluster) => {
    const reach = filter.cluster(cluster);
    return reach === 'maybe' ? (await readableOf(cluster)).size > 0 : reach !== 'none';
  });
  const readableOf = remember(async (cluster) => among(cluster, await listServices(ecs, cluster)));
  const known = new Map<string, Tags>();

  async function among(cluster: string, names: readonly string[]): Promise<ReadonlySet<string>> {
    const covers = (name: string, tags: Tags) => filter.covers({ cluster, name, tags });
    const byName = names.filter((name) => covers(name, {}));
    // What is in no cluster (a repository or a task definition family) has no tags that are read here.
    const rest = filter.byTags && cluster !== '*' ? names.filter((name) => !covers(name, {})) : [];
    if (rest.length === 0) return new Set(byName);
    const shared = await clusterTags(cluster);
    const unknown = rest.filter((name) => !known.has(`${cluster}/${name}`));
    for (const { name, tags } of await describeServices(ecs, cluster, unknown, ['TAGS'])) {
      known.set(`${cluster}/${name}`, tags);
    }
    const byTag = rest.filter((name) => covers(name, { ...shared, ...known.get(`${cluster}/${name}`) }));
    return new Set([...byName, ...byTag]);
  }

  return {
    among,
    may: async (cluster, name) => (await among(cluster, [name])).has(name),
    seesCluster: sees,
    seesAllOf: (cluster) => filter.cluster(cluster) === 'all',
    async knows() {
      // Tags have to be read first; for what is gone, nobody knows them any more.
      const clusters = filter.byTags ? await listClusters(ecs) : [];
      const read = await pMap(
        clusters,
        async (cluster) => [...(await readableOf(cluster))].map((name) => `${cluster}/${name}`),
        { concurrency: 4 },
      );
      const byTags = new Set(read.flat());
      return (target) => {
        const [cluster = '', name = ''] = target.split('/');
        return filter.covers({ cluster, name, tags: {} }) || byTags.has(target);
      };
    },
    taskDefinitions: new Set(),
  };
}

/** What is read, and what may be seen of it. */
export interface View {
  readonly ecs: ECSClient;
  readonly visibility: Visibility;
}

/** The name of a command's cluster. Throws as ECS does if there is none that the person may know about. */
export async function requireCluster(given: string | undefined, visibility: Visibility): Promise<string> {
  const cluster = nameFromArn(given ?? 'default');
  if (!(await visibility.seesCluster(cluster))) throw notFound('cluster');
  return cluster;
}

/** Notes the task definitions of services that the person was shown. */
export function noteDefinitions(services: readonly Service[], { taskDefinitions }: Visibility): void {
  for (const { taskDefinition, deployments } of services) {
    for (const each of [taskDefinition, ...deployments.map((one) => one.taskDefinition)]) {
      if (each !== '') taskDefinitions.add(each);
    }
  }
}

function remember<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const found = known.get(key) ?? read(key);
    known.set(key, found);
    return found;
  };
}

const exceptions = {
  cluster: [ClusterNotFoundException, 'Cluster not found.'],
  service: [ServiceNotFoundException, 'Service not found.'],
  taskDefinition: [ClientException, 'Unable to describe task definition.'],
} as const;

/** What ECS throws for something that does not exist. */
export function notFound(what: keyof typeof exceptions): Error {
  const [Exception, message] = exceptions[what];
  return new Exception({ message, $metadata: { httpStatusCode: 400 } });
}
