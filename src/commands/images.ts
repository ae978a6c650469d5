import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import * as z from 'zod';
import { hasRepository, listRepositories, readImageName } from '../aws/ecr.ts';
import { listClusters } from '../aws/ecs/clusters.ts';
import { type ServiceSearch, searchServices } from '../aws/ecs/image-use.ts';
import type { Service } from '../aws/ecs/services.ts';
import { type RepositoryImages, readRepository } from './image-search.ts';
import { nearest, shareFlag } from './line/arguments.ts';
import { type CommandContext, type CommandResult, defineCommand } from './line/command.ts';
import { findCluster, findService } from './line/find-service.ts';
import { Refusal } from './line/problem.ts';

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
 * DescribeImages; and what searching at most fifty services takes (`image-search.ts`).
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
  async run({ target, count, cluster: wanted }, { ecs, ecr }): Promise<CommandResult<ImagesReply>> {
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

/** Whose images were asked for: a repository's, or those that a service runs. */
type Repositories =
  | { readonly type: 'repository'; readonly repository: string }
  | { readonly type: 'service'; readonly service: Service };

/**
 * What was meant by a repository's name, ARN or URI, or by a service. `shop/web` can be both: then it is the repository,
 * because that is the word of whose images were asked. Throws Refusal with the nearest of both.
 */
async function findRepositories(
  { ecs, ecr }: Pick<CommandContext, 'ecs' | 'ecr'>,
  given: string,
): Promise<Repositories> {
  const name = repositoryName(given);
  if (await hasRepository(ecr, name)) return { type: 'repository', repository: name };
  try {
    return { type: 'service', service: await findService(ecs, given) };
  } catch (error) {
    const problem = error instanceof Refusal ? error.problem : undefined;
    if (problem?.code !== 'unknownService' && problem?.code !== 'unknownCluster') throw error;
    const services = problem.code === 'unknownService' ? problem.nearest : [];
    const like = [...new Set([...nearest(name, await listRepositories(ecr)), ...services])].slice(0, 3);
    throw new Refusal({ code: 'unknownRepository', given, nearest: like }, { cause: error });
  }
}

/** A repository's name holds slashes, so that it is all that follows the ARN's `repository/`. No other ARN names one. */
function repositoryName(given: string): string {
  if (!given.startsWith('arn:')) return readImageName(given).repository;
  return /^arn:[^:]+:ecr:[^:]*:[^:]*:repository\/(.+)$/.exec(given)?.[1] ?? '';
}
