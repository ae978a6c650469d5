import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  type ImageDetail,
  ImageNotFoundException,
  InvalidParameterException,
  paginateDescribeImages,
  paginateDescribeRepositories,
  RepositoryAlreadyExistsException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';

/** The same tag as on the hands-on's stack, so that it can be found again; ECR's tag keys are capitalised. */
const tags = [{ Key: 'ecs-ops-bot', Value: 'hands-on' }];

/** `aws ecr create-repository --repository-name …`: harmless if it exists. Returns the request's id. */
export async function createRepository(ecr: ECRClient, repositoryName: string): Promise<string | undefined> {
  try {
    const { $metadata } = await ecr.send(new CreateRepositoryCommand({ repositoryName, tags }));
    return $metadata.requestId;
  } catch (error) {
    if (error instanceof RepositoryAlreadyExistsException) return undefined;
    throw error;
  }
}

/**
 * `aws ecr describe-images --repository-name … --image-ids imageDigest=…|imageTag=…`; undefined if there is no such image, or no such repository. One
 * image per call, because a single missing one makes ECR refuse the whole call.
 */
export async function describeImage(
  ecr: ECRClient,
  repositoryName: string,
  image: { readonly imageDigest: string } | { readonly imageTag: string },
): Promise<Image | undefined> {
  try {
    const answer = await ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [image] }));
    return answer.imageDetails?.map(toImage)[0];
  } catch (error) {
    if (error instanceof ImageNotFoundException || error instanceof RepositoryNotFoundException) {
      return undefined;
    }
    throw error;
  }
}

/** An image of a repository from DescribeImages, narrowed once. */
export interface Image {
  /** `sha256:…` */
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Date | undefined;
  /** Of an image index or a manifest list; see `isIndex`. */
  readonly mediaType: string | undefined;
  /** Compressed size in bytes; absent for some manifest lists. */
  readonly size: number | undefined;
  /** COMPLETE, ACTIVE, IN_PROGRESS, FAILED, UNSUPPORTED_IMAGE…; absent if nothing scans. */
  readonly scanStatus: string | undefined;
  /** Findings by severity, the worst first; absent without a finished scan. ECR leaves out severities without findings. */
  readonly findings: readonly { readonly severity: string; readonly count: number }[] | undefined;
}

const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED', 'UNTRIAGED'];

/** Narrows the SDK's all-optional image. */
export function toImage(image: ImageDetail): Image {
  const counts = image.imageScanFindingsSummary?.findingSeverityCounts;
  const rank = (severity: string) => [...severities, severity].indexOf(severity);
  return {
    digest: image.imageDigest ?? '',
    tags: image.imageTags ?? [],
    pushedAt: image.imagePushedAt,
    mediaType: image.imageManifestMediaType,
    size: image.imageSizeInBytes,
    scanStatus: image.imageScanStatus?.status,
    findings:
      counts &&
      Object.entries(counts)
        .map(([severity, count]) => ({ severity, count: count ?? 0 }))
        .sort((a, b) => rank(a.severity) - rank(b.severity)),
  };
}

/**
 * `aws ecr describe-images --repository-name … --filter tagStatus=TAGGED`, a thousand per call, sorted newest first here: ECR documents no order, so
 * the newest are known only once all are read. Undefined if there is no such repository.
 */
export async function describeTaggedImages(
  ecr: ECRClient,
  repositoryName: string,
): Promise<Image[] | undefined> {
  const images: Image[] = [];
  const input = { repositoryName, filter: { tagStatus: 'TAGGED' as const }, maxResults: 1000 };
  try {
    for await (const page of paginateDescribeImages({ client: ecr }, input)) {
      images.push(...(page.imageDetails ?? []).map(toImage));
    }
  } catch (error) {
    if (error instanceof RepositoryNotFoundException) return undefined;
    throw error;
  }
  return images.sort((a, b) => Number(b.pushedAt ?? 0) - Number(a.pushedAt ?? 0));
}

/** `aws ecr describe-repositories --repository-names …`: whether it exists in this account and region. */
export async function hasRepository(ecr: ECRClient, name: string): Promise<boolean> {
  return (await findRepositoryUri(ecr, name)) !== undefined;
}

/**
 * `aws ecr describe-repositories --repository-names …`: the address to push to for a repository of this account and region,
 * `<account>.dkr.ecr.<region>.amazonaws.com/<name>`; undefined if there is none.
 */
export async function findRepositoryUri(ecr: ECRClient, name: string): Promise<string | undefined> {
  // An empty list of names would ask for all repositories.
  if (name === '') return undefined;
  try {
    const answer = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
    return answer.repositories?.[0]?.repositoryUri;
  } catch (error) {
    if (error instanceof RepositoryNotFoundException || error instanceof InvalidParameterException)
      return undefined;
    throw error;
  }
}

/** `aws ecr describe-repositories`: the names of all repositories in this account and region, a thousand per call. */
export async function listRepositories(ecr: ECRClient): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateDescribeRepositories({ client: ecr }, { maxResults: 1000 })) {
    names.push(...(page.repositories ?? []).flatMap(({ repositoryName }) => repositoryName ?? []));
  }
  return names;
}

/** The domains of AWS's partitions, of dual-stack endpoints too: a host elsewhere may begin like one of ECR. */
const awsDomain =
  'amazonaws\\.com(?:\\.cn)?|amazonaws\\.eu|on\\.aws|on\\.amazonwebservices\\.(?:com\\.cn|eu)|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov';
const ecrHost = new RegExp(`^(\\d{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.(?:${awsDomain})$`);

/**
 * The name of an image's repository, if it is in the ECR of the account and region in `arn`; undefined for Docker Hub, public.ecr.aws, another
 * account or another region.
 */
export function ownRepository(image: string, arn: string): string | undefined {
  const { registry = '', repository } = readImageName(image);
  const [, accountId, region] = ecrHost.exec(registry) ?? [];
  const [, , , arnRegion, arnAccountId] = arn.split(':');
  return accountId !== undefined && accountId === arnAccountId && region === arnRegion
    ? repository
    : undefined;
}

/**
 * What a grant calls an image's repository: `shop/web` in the ECR of the account and region in `arn`, unless that looks like a registry's; any other
 * with its registry, Docker Hub's too: `docker.io/library/nginx`. Two repositories never have the same key.
 */
export function repositoryKey(image: string, arn: string): string {
  const own = ownRepository(image, arn);
  // A pull-through cache may have a repository `docker.io/library/nginx`, which is not Docker Hub's.
  if (own !== undefined && readImageName(own).registry === undefined) return own;
  const { registry = 'docker.io', repository } = readImageName(image);
  if (!dockerHub.has(registry)) return `${registry}/${repository}`;
  return `docker.io/${repository.includes('/') ? repository : `library/${repository}`}`;
}

const dockerHub: ReadonlySet<string> = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

/** The parts of an image's name. */
interface ImageName {
  /** `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, `public.ecr.aws`; undefined means Docker Hub. */
  readonly registry: string | undefined;
  readonly repository: string;
  /** `latest` if the name has none; undefined if a digest pins the image, whatever tag precedes it. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4.2`, `nginx`, `public.ecr.aws/x/y@sha256:…`. */
export function readImageName(image: string): ImageName {
  const [name = '', digest] = image.split('@');
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  // The part before the first slash is a host only if it looks like one; `shop/web` is a repository on Docker Hub.
  const registry = /[.:]/.test(first) || first === 'localhost' ? first : undefined;
  const rest = registry === undefined ? name : name.slice(slash + 1);
  const colon = rest.indexOf(':');
  const repository = colon === -1 ? rest : rest.slice(0, colon);
  const tag = colon === -1 ? 'latest' : rest.slice(colon + 1);
  return { registry, repository, tag: digest === undefined ? tag : undefined, digest };
}
