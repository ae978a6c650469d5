import { randomUUID } from 'node:crypto';
import type { DescribeImagesFilter, ImageDetail, ImageFailure, ImageFailureCode } from '@aws-sdk/client-ecr';
import { z } from 'zod';
import { ServiceError } from '../aws/wire.ts';
import type { EventBridgeEvent } from '../events/bus.ts';
import { readJson } from '../json.ts';
import { type EcrImage, type EcrRepository, type EcrWorld, invalid, invalidMember } from './model.ts';

/** How a request identifies an image: by digest, tag, or both, which must then agree. */
export interface ImageId {
  readonly imageDigest?: string | undefined;
  readonly imageTag?: string | undefined;
}

/** The images that match the filter of DescribeImages and ListImages. None here is ever archived. */
export function filterImages(
  { images }: EcrRepository,
  { tagStatus = 'ANY', imageStatus = 'ACTIVE' }: DescribeImagesFilter = {},
): EcrImage[] {
  if (imageStatus !== 'ANY' && imageStatus !== 'ACTIVE') return [];
  return [...images.values()].filter(
    ({ tags }) => tagStatus === 'ANY' || tags.length > 0 === (tagStatus === 'TAGGED'),
  );
}

/** `ECR Image Action`: a successful push or deletion; `image-tag` is absent for an untagged image. */
export function imageActionEvent(
  { clock, accountId, region }: EcrWorld,
  action: 'PUSH' | 'DELETE',
  repositoryName: string,
  { imageDigest, imageTag }: ImageId,
): EventBridgeEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'ECR Image Action',
    source: 'aws.ecr',
    account: accountId,
    time: new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [],
    detail: {
      result: 'SUCCESS',
      'repository-name': repositoryName,
      'image-digest': imageDigest,
      'action-type': action,
      ...(imageTag === undefined ? {} : { 'image-tag': imageTag }),
    },
  };
}

/** Puts a tag on the image with `digest` and removes it from the image that had it, which may become untagged. */
export function moveTag({ images }: EcrRepository, tag: string, digest: string): void {
  for (const image of images.values()) {
    const others = image.tags.filter((other) => other !== tag);
    images.set(image.digest, { ...image, tags: image.digest === digest ? [...others, tag] : others });
  }
}

const part = z.object({ size: z.number().default(0), mediaType: z.string().optional() });
const manifestShape = z.object({
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: part.optional(),
  layers: z.array(part).default([]),
  /** The images of an index, which Docker calls a manifest list. */
  manifests: z.array(z.object({ digest: z.string() })).default([]),
});

/**
 * What a manifest says about its image: its size in bytes is that of its layers and config, 0 for an index. Refuses what is not a manifest, and one
 * with no media type given anywhere.
 */
export function readManifest(
  text: string,
  given: string | undefined,
): Pick<EcrImage, 'mediaType' | 'artifactMediaType' | 'sizeInBytes' | 'references'> {
  const manifest = manifestShape.safeParse(readJson(text)).data;
  if (manifest === undefined) throw invalidMember('imageManifest', 'Invalid JSON syntax');
  const { mediaType = given, config, layers, manifests } = manifest;
  if (mediaType === undefined) {
    throw invalid('image manifest mediatype not provided in manifest or parameter');
  }
  if (given !== undefined && given !== mediaType) {
    throw invalid(`The media type '${given}' is not the manifest's own, '${mediaType}'.`);
  }
  return {
    mediaType,
    artifactMediaType: manifest.artifactType ?? config?.mediaType,
    sizeInBytes: layers.reduce((sum, { size }) => sum + size, config?.size ?? 0),
    references: manifests.map(({ digest }) => digest),
  };
}

/** A push to be checked. */
interface Push {
  readonly digest: string;
  readonly tag: string | undefined;
  /** The digest that the client claims to push. */
  readonly claimedDigest: string | undefined;
  /** The digests of the images that it lists, if it is an index. */
  readonly references: readonly string[];
}

/** Throws PutImage's errors for a wrong digest, an image that already exists, or a tag that may not move. */
export function refusePush({ accountId }: EcrWorld, repository: EcrRepository, push: Push): void {
  const { digest, tag, claimedDigest, references } = push;
  if (claimedDigest !== undefined && claimedDigest !== digest) {
    throw new ServiceError(
      'ImageDigestDoesNotMatchException',
      `The provided digest '${claimedDigest}' does not match the digest '${digest}' of the manifest.`,
    );
  }
  const missing = references.filter((reference) => !repository.images.has(reference));
  if (missing.length > 0) {
    throw new ServiceError(
      'ReferencedImagesNotFoundException',
      `Images with digests '[${missing.join(', ')}]' required for pushing image into repository with name '${repository.name}' in the registry with id '${accountId}' do not exist`,
    );
  }
  const holder = [...repository.images.values()].find(({ tags }) => tag !== undefined && tags.includes(tag));
  const isThere = tag === undefined ? repository.images.has(digest) : holder?.digest === digest;
  if (isThere) {
    const withTag = tag === undefined ? '' : ` and tag '${tag}'`;
    throw new ServiceError(
      'ImageAlreadyExistsException',
      `Image with digest '${digest}'${withTag} already exists in the repository with name '${repository.name}' in registry with id '${accountId}'`,
    );
  }
  if (tag !== undefined && holder !== undefined && !isTagMutable(repository, tag)) {
    throw new ServiceError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the tag is immutable.`,
    );
  }
}

/** Whether a tag may move to another image. The exclusion filters of the two `…_WITH_EXCLUSION` settings invert it. */
function isTagMutable({ imageTagMutability, exclusionFilters }: EcrRepository, tag: string): boolean {
  const isMutable = imageTagMutability.startsWith('MUTABLE');
  const isExcluded = exclusionFilters.some(({ filter = '' }) => matches(filter, tag));
  return imageTagMutability.endsWith('_WITH_EXCLUSION') && isExcluded ? !isMutable : isMutable;
}

function matches(filter: string, tag: string): boolean {
  const pattern = filter.split('*').map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${pattern.join('.*')}$`).test(tag);
}

/**
 * The digest that an image name in this registry points to now, as a pull resolves it: `…/repo:tag`, `…/repo@sha256:…`, or `…/repo` for `latest`.
 * Undefined when the name is in another registry or the image does not exist.
 */
export function resolveImage(
  { accountId, region, repositories }: EcrWorld,
  imageName: string,
): { digest: string } | undefined {
  const registry = `${accountId}.dkr.ecr.${region}.amazonaws.com/`;
  if (!imageName.startsWith(registry)) return undefined;
  const [, name = '', imageTag, imageDigest] =
    /^([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(imageName.slice(registry.length)) ?? [];
  const repository = repositories.get(name);
  if (repository === undefined) return undefined;
  // A name with both a tag and a digest is pulled by its digest alone.
  const found = findImage(repository, imageDigest ? { imageDigest } : { imageTag: imageTag ?? 'latest' });
  return 'image' in found ? { digest: found.image.digest } : undefined;
}

/** The image that `imageId` names, or why there is none. */
export function findImage(
  { images }: EcrRepository,
  imageId: ImageId,
): { image: EcrImage } | { failure: ImageFailure } {
  const { imageDigest, imageTag } = imageId;
  const fail = (failureCode: ImageFailureCode, failureReason: string) => ({
    failure: { imageId, failureCode, failureReason },
  });
  if (imageDigest === undefined && imageTag === undefined) {
    return fail('MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null');
  }
  if (imageDigest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(imageDigest)) {
    const reason =
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'";
    return fail('InvalidImageDigest', reason);
  }
  if (imageTag !== undefined && !/^[\w][\w.-]{0,299}$/.test(imageTag)) {
    const reason =
      "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9-_]+[a-zA-Z0-9-_.]*'";
    return fail('InvalidImageTag', reason);
  }
  const byTag =
    imageTag === undefined ? undefined : [...images.values()].find(({ tags }) => tags.includes(imageTag));
  const image = imageDigest === undefined ? byTag : images.get(imageDigest);
  if (image === undefined) return fail('ImageNotFound', 'Requested image not found');
  if (imageTag !== undefined && byTag !== image) {
    return fail('ImageTagDoesNotMatchDigest', 'Requested tag does not match to the given digest');
  }
  return { image };
}

/** An image as DescribeImages returns it. An untagged image has no `imageTags` at all, not an empty list. */
export function toImageDetail(
  { accountId }: EcrWorld,
  { name, images }: EcrRepository,
  image: EcrImage,
): ImageDetail {
  return {
    registryId: accountId,
    repositoryName: name,
    imageDigest: image.digest,
    ...(image.tags.length === 0 ? {} : { imageTags: image.tags }),
    imageSizeInBytes: sizeOf(image),
    imagePushedAt: image.pushedAt,
    ...(image.scan === undefined
      ? {}
      : {
          imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
          imageScanFindingsSummary: {
            imageScanCompletedAt: image.scan.completedAt,
            vulnerabilitySourceUpdatedAt: image.scan.completedAt,
            findingSeverityCounts: image.scan.findingSeverityCounts,
          },
        }),
    imageManifestMediaType: image.mediaType,
    ...(image.artifactMediaType !== undefined && { artifactMediaType: image.artifactMediaType }),
    imageStatus: 'ACTIVE',
  };
  /** An index is as large as the largest of its images. */
  function sizeOf({ references, sizeInBytes }: EcrImage): number {
    return references.length === 0
      ? sizeInBytes
      : Math.max(...references.map((digest) => images.get(digest)?.sizeInBytes ?? 0));
  }
}

/** The identifiers of an image: one for each tag, or the digest alone when it has none. */
export function toImageIds({ digest, tags }: EcrImage): { imageDigest: string; imageTag?: string }[] {
  if (tags.length === 0) return [{ imageDigest: digest }];
  return tags.map((imageTag) => ({ imageDigest: digest, imageTag }));
}
