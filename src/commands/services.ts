import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import * as z from 'zod';
import { type Cluster, describeClusters, listClusters } from '../aws/ecs/clusters.ts';
import {
  describeServiceRevisions,
  describeServices,
  isSteady,
  listServices,
  type Service,
} from '../aws/ecs/services.ts';
import { imageTag, nameFromArn } from '../aws/ecs/target.ts';
import { pageFlag, pageSchema, takePage } from './line/arguments.ts';
import { defineRead } from './line/command.ts';
import { inCluster } from './line/find-service.ts';

export interface ClustersReply {
  readonly kind: 'clusters';
  readonly clusters: readonly Cluster[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** There is no cluster, and the hands-on would create the first. */
  readonly learn?: boolean;
}

/** Rows per page: what a phone shows without much scrolling, and one call for their image tags. */
const rowsPerPage = 10;

/** `/ecs clusters`, by name. For n clusters ceil(n/100) ListClusters + ceil(n/100) DescribeClusters. */
export const clusters = defineRead({
  name: 'clusters',
  flags: [pageFlag],
  examples: ['clusters'],
  args: z.object({ page: pageSchema }),
  async run({ page: wanted }, { ecs, handsOn }): Promise<ClustersReply> {
    const found = await describeClusters(ecs, await listClusters(ecs));
    const ordered = found.sort((a, b) => compareNames(a.name, b.name));
    const { items: clusters, ...page } = takePage(ordered, wanted, rowsPerPage);
    const learn = found.length === 0 && handsOn !== undefined;
    return { kind: 'clusters', clusters, total: found.length, ...page, ...(learn && { learn }) };
  },
});

/** A service as one row of a list; `tags` are its containers' image tags. */
export interface ServiceRow {
  readonly service: Service;
  readonly steady: boolean;
  readonly tags: readonly string[];
}

export interface ServicesReply {
  readonly kind: 'services';
  /** The one cluster that was asked for; undefined means all. */
  readonly cluster: string | undefined;
  readonly clusters: readonly string[];
  readonly rows: readonly ServiceRow[];
  readonly total: number;
  readonly unsteady: number;
  readonly page: number;
  readonly pages: number;
  /** There is not even a cluster, and the hands-on would create the first. */
  readonly learn?: boolean;
}

/**
 * `/ecs services [cluster]`: services that are not steady come first. For n services ceil(n/100) ListServices + ceil(n/10) DescribeServices for each
 * cluster + 1 DescribeServiceRevisions for the page; without a cluster 1 ListClusters first.
 */
export const services = defineRead({
  name: 'services',
  words: [{ name: 'cluster', hint: 'cluster', optional: true }],
  flags: [pageFlag],
  examples: ['services shop', 'services'],
  args: z.object({ cluster: z.string().optional(), page: pageSchema }),
  async run({ cluster, page: wanted }, { ecs, handsOn }): Promise<ServicesReply> {
    const clusters = cluster === undefined ? await listClusters(ecs) : [nameFromArn(cluster)];
    const found =
      cluster === undefined
        ? (await pMap(clusters, (name) => readCluster(ecs, name), { concurrency: 4 })).flat()
        : await inCluster(ecs, cluster, (name) => readCluster(ecs, name));
    const { items, ...page } = takePage(found.sort(byUrgency), wanted, rowsPerPage);
    return {
      kind: 'services',
      cluster: cluster === undefined ? undefined : clusters[0],
      clusters,
      rows: await withTags(ecs, items),
      total: found.length,
      unsteady: found.filter((service) => !isSteady(service)).length,
      ...page,
      ...(clusters.length === 0 && handsOn !== undefined && { learn: true }),
    };
  },
});

async function readCluster(ecs: ECSClient, cluster: string): Promise<Service[]> {
  return describeServices(ecs, cluster, await listServices(ecs, cluster));
}

function byUrgency(a: Service, b: Service): number {
  return (
    Number(isSteady(a)) - Number(isSteady(b)) ||
    compareNames(a.cluster, b.cluster) ||
    compareNames(a.name, b.name)
  );
}

/** By the alphabet, capitals among small letters. The first `localeCompare` loads a language's rules, 10 ms of a cold answer. */
function compareNames(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : Number(one > other);
}

async function withTags(ecs: ECSClient, shown: readonly Service[]): Promise<ServiceRow[]> {
  const arns = shown.flatMap(({ revisionArn }) => revisionArn ?? []);
  const revisions = new Map(
    (await describeServiceRevisions(ecs, arns)).map((revision) => [revision.arn, revision]),
  );
  return shown.map((service) => ({
    service,
    steady: isSteady(service),
    tags: (revisions.get(service.revisionArn ?? '')?.images ?? []).map(({ image }) => imageTag(image)),
  }));
}
