import { BatchGetImageCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { describeImage, type Image, ownRepository, readImageName } from './ecr.ts';

/** What this account's ECR says of an image that is about to be deployed. */
export interface CheckedImage {
  /** As a task definition names it; `repo:tag@sha256:…` pins what was checked. */
  readonly image: string;
  /** `sha256:…`, what the tag means now; absent for an image in another registry, which was not checked. */
  readonly digest?: string;
  /** `unknown`: only an index tells what its images are built for. */
  readonly platform: 'fits' | 'unknown';
  /** By severity, the worst first; absent without a finished scan. */
  readonly findings?: Image['findings'];
}

/** Why an image can't be deployed: ECR has none of this name, or it is built for other platforms (`linux/arm64`) than its tasks run on. */
export type ImageProblem =
  | { readonly why: 'noImage'; readonly image: string }
  | {
      readonly why: 'wrongPlatform';
      readonly image: string;
      readonly has: readonly string[];
      readonly wants: string;
    };

interface Place {
  readonly ecr: ECRClient;
  /** An ARN in the account and region whose ECR is asked. */
  readonly arn: string;
  /** `linux/amd64`: where its tasks run; undefined if that is not known. */
  readonly platform: string | undefined;
}

/**
 * Checks an image before it is deployed: one DescribeImages, and one BatchGetImage if it is an index. A tag typed with a digest has to be that
 * digest's own.
 */
export async function checkImage(
  image: string,
  { ecr, arn, platform: wants }: Place,
): Promise<CheckedImage | ImageProblem> {
  const repository = ownRepository(image, arn);
  if (repository === undefined) return { image, platform: 'unknown' };
  const { tag = '', digest } = readImageName(image);
  const found = await describeImage(ecr, repository, digest ? { imageDigest: digest } : { imageTag: tag });
  const [name = ''] = image.split('@');
  const typedTag = /:([^:/]+)$/.exec(name)?.[1];
  if (found === undefined || (typedTag !== undefined && !found.tags.includes(typedTag))) {
    return { why: 'noImage', image };
  }
  const platforms = isIndex(found) ? await readPlatforms(ecr, repository, found.digest) : undefined;
  if (platforms !== undefined && wants !== undefined && !platforms.includes(wants)) {
    return { why: 'wrongPlatform', image, has: platforms, wants };
  }
  return {
    image: `${digest === undefined && typedTag === undefined ? `${name}:${tag}` : name}@${found.digest}`,
    digest: found.digest,
    // A Windows image has to be of its host's own version, too.
    platform: platforms !== undefined && wants?.startsWith('linux/') ? 'fits' : 'unknown',
    ...(found.findings && { findings: found.findings }),
  };
}

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** Whether an image stands for several, one for each platform. */
function isIndex({ mediaType = '' }: Image): boolean {
  return indexTypes.includes(mediaType);
}

interface Index {
  readonly manifests?: readonly {
    readonly platform?: { readonly os?: string; readonly architecture?: string };
  }[];
}

/**
 * `aws ecr batch-get-image --image-ids imageDigest=… --accepted-media-types …`: the platforms of an index, `linux/amd64`. Undefined where ECR does not
 * give it, or it names none. An attestation is listed as `unknown/unknown`.
 */
async function readPlatforms(
  ecr: ECRClient,
  repositoryName: string,
  imageDigest: string,
): Promise<readonly string[] | undefined> {
  const { images = [] } = await ecr.send(
    new BatchGetImageCommand({
      repositoryName,
      imageIds: [{ imageDigest }],
      acceptedMediaTypes: indexTypes,
    }),
  );
  const { manifests = [] } = readJson(images[0]?.imageManifest ?? '');
  const platforms = manifests.flatMap(({ platform: { os = 'unknown', architecture } = {} }) =>
    os === 'unknown' || architecture === undefined ? [] : [`${os}/${architecture}`],
  );
  return platforms.length === 0 ? undefined : [...new Set(platforms)];
}

function readJson(text: string): Index {
  try {
    return JSON.parse(text) as Index;
  } catch {
    return {};
  }
}
