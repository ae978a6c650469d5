import {
  type Cluster,
  DescribeClustersCommand,
  type DescribeClustersCommandInput,
  type ECSClient,
  ListClustersCommand,
} from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { describeServices } from '../describe-services.ts';
import { listServices } from '../list-services.ts';
import { nameFromArn } from '../name-from-arn.ts';
import type { Look } from './look.ts';

/** ListClusters and DescribeClusters, for one who may not look at everything; undefined for another command. */
export function readClusters(command: object, ecs: ECSClient, look: Look): Promise<object> | undefined {
  if (command instanceof ListClustersCommand) return list(command, ecs, look);
  if (command instanceof DescribeClustersCommand) return describe(command.input, ecs, look);
  return undefined;
}

async function list(command: ListClustersCommand, ecs: ECSClient, look: Look): Promise<object> {
  const answer = await ecs.send(command);
  return { ...answer, clusterArns: await seen(answer.clusterArns ?? [], look) };
}

async function describe(input: DescribeClustersCommandInput, ecs: ECSClient, look: Look): Promise<object> {
  // ECS describes the cluster named `default` when none is named.
  const asked = input.clusters ?? ['default'];
  const visible = await seen(asked, look);
  const failures = asked.filter((each) => !visible.includes(each)).map((arn) => ({ arn, reason: 'MISSING' }));
  if (visible.length === 0) return { $metadata: {}, clusters: [], failures };
  const answer = await ecs.send(new DescribeClustersCommand({ ...input, clusters: visible }));
  const clusters = await pMap(answer.clusters ?? [], (cluster) => withOwnCounts(cluster, ecs, look), {
    concurrency: 4,
  });
  return { ...answer, clusters, failures: [...(answer.failures ?? []), ...failures] };
}

/** Of a cluster that is open in part, only that is counted. */
async function withOwnCounts(cluster: Cluster, ecs: ECSClient, look: Look): Promise<Cluster> {
  const name = cluster.clusterName ?? '';
  if (look.seesAllOf(name) || cluster.status === 'INACTIVE') return cluster;
  const names = await look.among(name, await listServices(ecs, name));
  const services = await describeServices(ecs, name, [...names]);
  const sum = (count: 'runningCount' | 'pendingCount') =>
    services.reduce((total, service) => total + service[count], 0);
  const { statistics: _, ...rest } = cluster;
  return {
    ...rest,
    activeServicesCount: services.length,
    runningTasksCount: sum('runningCount'),
    pendingTasksCount: sum('pendingCount'),
  };
}

async function seen(clusters: readonly string[], look: Look): Promise<string[]> {
  const visible = await pMap(clusters, (each) => look.seesCluster(nameFromArn(each)), { concurrency: 4 });
  return clusters.filter((_, index) => visible[index]);
}
