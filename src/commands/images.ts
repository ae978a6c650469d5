import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import * as z from 'zod';
import { listClusters } from '../ecs/list-clusters.ts';
import { defineCommand } from './define-command.ts';
import { findCluster } from './find-cluster.ts';
import { findRepositories, type Repositories } from './find-repositories.ts';
import { type RepositoryImages, readRepository } from './read-repository.ts';
import { type ServiceSearch, searchServices } from './search-services.ts';
import { shareFlag } from './share-flag.ts';

export interface ImagesReply {
  readonly kind: 'images';
  /** What was asked for: a repository's name, or a service as `cluster/service`. */
  readonly asked: { readonly type: 'repository' | 'service'; readonly name: string };
  readonly count: number;
  readonly repositories: readonly RepositoryImages[];
  /** Images that the service runs from another registry; nothing is known of them. */
  readonly elsewhere: readonly string[];
  /** Repositories that a service of the very name of the repository runs, if not this one. */
  readonly namesakeRuns: readonly string[];
  readonly search: Omit<ServiceSearch, 'uses'>;
  /** `--cluster`, the only one that was searched. */
  readonly onlyCluster: string | undefined;
}

const countSchema = z
  .string()
  .regex(/^(?:[1-9]|[1-4]\d|50)$/, 'notALimit')
  .default('10')
  .transform(Number);

/**
 * `/ecs images <repository|target> [count]`, the newest first. A repository's are looked for in the services of all clusters
 * (or `--cluster`), a service's in those of its own cluster. 1 DescribeRepositories; for n tagged images ceil(n/1000)
 * DescribeImages; and what searching at most fifty services takes (`search-services.ts`).
 */
export const images = defineCommand({
  name: 'images',
  kind: 'read',
  words: [
    { name: 'target', hint: 'repository|cluster/service' },
    { name: 'count', hint: 'count', optional: true },
  ],
  flags: [{ name: 'cluster', value: 'cluster' }, shareFlag],
  examples: ['images shop/web', 'images hello-world 20'],
  args: z.object({ target: z.string(), count: countSchema, cluster: z.string().optional() }),
  async run({ target, count, cluster: wanted }, { ecs, ecr }) {
    const found = await findRepositories({ ecs, ecr }, target);
    const onlyCluster = wanted === undefined ? undefined : await findCluster(ecs, wanted);
    const name =
      found.type === 'service' ? `${found.service.cluster}/${found.service.name}` : found.repository;
    const clusters = await clustersToSearch(found, onlyCluster, ecs);
    const { uses, ...search } = await searchServices(ecs, clusters, name);
    const own = uses.filter((use) => use.target === name);
    const ownRepositories = [...new Set(own.flatMap(({ repository }) => repository ?? []))];
    const repositories = found.type === 'service' ? ownRepositories : [name];
    const reply: ImagesReply = {
      kind: 'images',
      asked: { type: found.type, name },
      count,
      repositories: await pMap(repositories, (each) => readRepository(ecr, each, uses, count), {
        concurrency: 2,
      }),
      elsewhere: [
        ...new Set(own.filter(({ repository }) => repository === undefined).map(({ image }) => image)),
      ],
      namesakeRuns: repositories.some((each) => ownRepositories.includes(each)) ? [] : ownRepositories,
      search,
      onlyCluster,
    };
    return { type: 'reply', reply };
  },
});

async function clustersToSearch(
  found: Repositories,
  onlyCluster: string | undefined,
  ecs: ECSClient,
): Promise<string[]> {
  const own = found.type === 'service' ? [found.service.cluster] : [];
  if (onlyCluster !== undefined) return [...new Set([...own, onlyCluster])];
  return own.length > 0 ? own : listClusters(ecs);
}
