import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import * as z from 'zod';
import {
  describeImage,
  describeTaggedImages,
  findRepositoryUri,
  hasRepository,
  type Image,
  listRepositories,
  readImageName,
} from '../aws/ecr.ts';
import { listClusters } from '../aws/ecs/clusters.ts';
import { type ImageUse, type ServiceSearch, searchServices } from '../aws/ecs/image-use.ts';
import { describeService, isDeployedByEcs, type Service } from '../aws/ecs/services.ts';
import { localPush, shellWord } from '../shell-word.ts';
import { limitSchema, nearest } from './line/arguments.ts';
import { type CommandContext, defineRead, mayPress } from './line/command.ts';
import { findCluster, findService } from './line/find-service.ts';
import { Refusal } from './line/problem.ts';

/** An image and the services that run it. */
export interface ImageRow {
  readonly image: Image;
  /** `cluster/service` */
  readonly services: readonly string[];
}

/** A service that runs a different image from the one that its tag points to now. */
export interface MovedTag {
  /** `cluster/service` */
  readonly target: string;
  readonly tag: string;
  /** The digest that runs. */
  readonly runs: string;
  /** When that image was pushed; undefined when the repository no longer holds it. */
  readonly runsPushedAt: Date | undefined;
  /** The image that the tag points to now; undefined when no image has that tag. */
  readonly now: Image | undefined;
}

/** A repository's newest tagged images, and the services that run them. */
export interface RepositoryImages {
  readonly repository: string;
  /** False when a service still runs an image of a repository that was deleted. */
  readonly exists: boolean;
  readonly rows: readonly ImageRow[];
  /** The number of all tagged images. */
  readonly total: number;
  readonly moved: readonly MovedTag[];
  /** The one service to which the caller may deploy its images: `cluster/service`. */
  readonly deploysTo?: string;
}

export interface ImagesReply {
  readonly kind: 'images';
  /** What was asked for: a repository's name, or a service as `cluster/service`. */
  readonly asked: { readonly type: 'repository' | 'service'; readonly name: string };
  readonly count: number;
  readonly repositories: readonly RepositoryImages[];
  /** Images that the service runs from another registry; nothing is known about them. */
  readonly elsewhere: readonly string[];
  /** Repositories that a service with this repository's name runs, if not this one. */
  readonly namesakeRuns: readonly string[];
  readonly search: Omit<ServiceSearch, 'uses'>;
  /** Several services run the images that were asked for: which of them is deployed has to be typed. */
  readonly deploysByName: boolean;
  /** `--cluster`: the only cluster that was searched. */
  readonly onlyCluster: string | undefined;
}

/**
 * `/ecs images <repository|target> [count]`, newest first. A repository's images are looked up in the services of all clusters (or `--cluster`), a
 * service's in those of its own cluster. 1 DescribeRepositories; for n tagged images ceil(n/1000) DescribeImages; and what searching at most fifty
 * services takes (`image-use.ts`); 1 DescribeServices more for a service to which an image can be deployed.
 */
export const images = defineRead({
  name: 'images',
  words: [
    { name: 'target', hint: 'repository|cluster/service' },
    { name: 'count', hint: 'count', optional: true },
  ],
  flags: [{ name: 'cluster', value: 'cluster' }],
  examples: ['images shop/web', 'images hello-world 20'],
  args: z.object({ target: z.string(), count: limitSchema.default(10), cluster: z.string().optional() }),
  async run({ target, count, cluster: wanted }, context): Promise<ImagesReply> {
    const { ecs, ecr } = context;
    const found = await findRepositories({ ecs, ecr }, target);
    const onlyCluster = wanted === undefined ? undefined : await findCluster(ecs, wanted);
    const name =
      found.type === 'service' ? `${found.service.cluster}/${found.service.name}` : found.repository;
    const clusters = await clustersToSearch(found, onlyCluster, ecs);
    const { uses, ...search } = await searchServices(ecs, clusters, name);
    const own = uses.filter((use) => use.target === name);
    const ownRepositories = [...new Set(own.flatMap(({ repository }) => repository ?? []))];
    const repositories = found.type === 'service' ? ownRepositories : [name];
    const users = found.type === 'service' ? [name] : usersOf(name, uses);
    const deployed = await findDeployed(users, uses, context);
    return {
      kind: 'images',
      asked: { type: found.type, name },
      count,
      repositories: await pMap(
        repositories,
        async (each) => ({
          ...(await readRepository(ecr, each, uses, count)),
          ...(deployed?.repository === each && { deploysTo: deployed.target }),
        }),
        { concurrency: 2 },
      ),
      deploysByName: users.length > 1 && context.commands.some((command) => command.name === 'deploy'),
      elsewhere: [
        ...new Set(own.filter(({ repository }) => repository === undefined).map(({ image }) => image)),
      ],
      namesakeRuns: repositories.some((each) => ownRepositories.includes(each)) ? [] : ownRepositories,
      search,
      onlyCluster,
    };
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
 * What was meant by a repository's name, ARN or URI, or by a service. `shop/web` can be both: then it is the repository, since images were asked for.
 * Throws Refusal with the nearest of both.
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

/** A repository's name may contain slashes, so it is everything after the ARN's `repository/`. No other ARN names one. */
function repositoryName(given: string): string {
  if (!given.startsWith('arn:')) return readImageName(given).repository;
  return /^arn:[^:]+:ecr:[^:]*:[^:]*:repository\/(.+)$/.exec(given)?.[1] ?? '';
}

/**
 * Reads one repository and compares the services' images with its own. For n tagged images ceil(n/1000) DescribeImages, and one for each digest that
 * runs without a tag.
 */
async function readRepository(
  ecr: ECRClient,
  repository: string,
  everyUse: readonly ImageUse[],
  count: number,
): Promise<RepositoryImages> {
  const images = await describeTaggedImages(ecr, repository);
  if (images === undefined) return { repository, exists: false, rows: [], total: 0, moved: [] };
  const uses = everyUse.filter((use) => use.repository === repository);
  const byTag = new Map(images.flatMap((image) => image.tags.map((tag) => [tag, image])));
  const moved = unique(
    uses.flatMap(({ target, tag, digest }) =>
      tag !== undefined && digest !== undefined && byTag.get(tag)?.digest !== digest
        ? [{ target, tag, runs: digest, now: byTag.get(tag) }]
        : [],
    ),
  );
  const pushedAt = async (digest: string) => {
    const known = images.find((image) => image.digest === digest);
    return (known ?? (await describeImage(ecr, repository, { imageDigest: digest })))?.pushedAt;
  };
  return {
    repository,
    exists: true,
    rows: images.slice(0, count).map((image) => ({ image, services: servicesOf(image, uses) })),
    total: images.length,
    moved: await pMap(moved, async (each) => ({ ...each, runsPushedAt: await pushedAt(each.runs) }), {
      concurrency: 4,
    }),
  };
}

/** The services that run any image of a repository. */
function usersOf(repository: string, uses: readonly ImageUse[]): string[] {
  return [...new Set(uses.filter((use) => use.repository === repository).map(({ target }) => target))];
}

/**
 * The one service to which a tag can be deployed by its name alone: all its containers run images of one repository, ECS itself deploys it, and the
 * caller has the right. 1 DescribeServices, if there is only one that might be it.
 */
async function findDeployed(
  [target, ...others]: readonly string[],
  uses: readonly ImageUse[],
  context: CommandContext,
): Promise<{ readonly target: string; readonly repository: string } | undefined> {
  if (target === undefined || others.length > 0) return undefined;
  const own = uses.filter((use) => use.target === target).map(({ repository }) => repository);
  const [repository] = own;
  if (repository === undefined || own.some((each) => each !== repository)) return undefined;
  const [cluster = '', name = ''] = target.split('/');
  const service = await describeService(context.ecs, cluster, name, ['TAGS']);
  if (service === undefined || !isDeployedByEcs(service)) return undefined;
  const may = await mayPress(context, 'change', 'deploy', { cluster, name, tags: service.tags });
  return may ? { target, repository } : undefined;
}

/** By digest; a service whose digest ECS did not record runs what its tag points to, as far as anybody knows. */
function servicesOf(image: Image, uses: readonly ImageUse[]): string[] {
  const runs = ({ tag, digest }: ImageUse) =>
    digest === undefined ? image.tags.includes(tag ?? '') : digest === image.digest;
  return [...new Set(uses.filter(runs).map(({ target }) => target))];
}

/** Two containers of a service with the same image count as one use. */
function unique(moved: readonly Omit<MovedTag, 'runsPushedAt'>[]): Omit<MovedTag, 'runsPushedAt'>[] {
  return [...new Map(moved.map((each) => [`${each.target} ${each.tag} ${each.runs}`, each])).values()];
}

/** A repository as ECR accepts it (its API's pattern), and a tag as the OCI distribution specification does. */
const imageName =
  /^(?=[^:]{2,256}(?::|$))[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?$/;

/** What to type in a shell to push an image to a repository. */
export interface PushCommandsReply {
  readonly kind: 'push-commands';
  readonly repository: string;
  /** In this order. */
  readonly lines: readonly string[];
  /** What replaces them in the local AWS, whose registry stores no layers. */
  readonly local?: string;
}

/** `/ecs push-commands <repository[:tag]>`: the lines for this account and region. One DescribeRepositories. */
export const pushCommands = defineRead({
  name: 'push-commands',
  words: [{ name: 'repository', hint: 'repository' }],
  examples: ['push-commands hello-world'],
  args: z.object({ repository: z.string().regex(imageName, 'notARepository') }),
  async run({ repository: given }, { ecr, handsOn }): Promise<PushCommandsReply> {
    const { repository, tag = 'latest' } = readImageName(given);
    const uri = await repositoryUri(ecr, repository);
    return {
      kind: 'push-commands',
      repository,
      lines: linesFor(uri, repository, tag),
      ...(handsOn?.endpoint !== undefined && { local: localPush(repository, handsOn.endpoint) }),
    };
  },
});

/** The URI of a repository in this account. Throws Refusal with the nearest names. */
export async function repositoryUri(ecr: ECRClient, repository: string): Promise<string> {
  const uri = await findRepositoryUri(ecr, repository);
  if (uri !== undefined) return uri;
  const like = nearest(repository, await listRepositories(ecr));
  throw new Refusal({ code: 'unknownRepository', given: repository, nearest: like });
}

/** Fargate runs x86 unless a task definition says otherwise, wherever the image was built. */
function linesFor(uri: string, repository: string, tag: string): string[] {
  const host = uri.slice(0, uri.indexOf('/'));
  const region = /^\d+\.dkr[.-]ecr(?:-fips)?\.([^.]+)\./.exec(host)?.[1] ?? '';
  const pushed = shellWord(`${uri}:${tag}`);
  return [
    `docker build --platform linux/amd64 -t ${shellWord(repository)} .`,
    `docker tag ${shellWord(`${repository}:latest`)} ${pushed}`,
    `aws ecr get-login-password --region ${shellWord(region)} | docker login --username AWS --password-stdin ${shellWord(host)}`,
    `docker push ${pushed}`,
  ];
}
