import { createHash } from 'node:crypto';
import type { ImageFailure } from '@aws-sdk/client-ecr';

import { ServiceError } from '../aws/wire.ts';
import {
  filterImages,
  findImage,
  type ImageId,
  imageActionEvent,
  moveTag,
  readManifest,
  refusePush,
  toImageDetail,
  toImageIds,
} from './images.ts';
import {
  type EcrActions,
  type EcrImage,
  type EcrRepository,
  type EcrWorld,
  findRepository,
  invalid,
  invalidMember,
  toPage,
} from './model.ts';

export const imageActions = {
  /**
   * `aws ecr put-image --repository-name … --image-manifest … [--image-tag …]`. The digest is the manifest's own. Its layers are not checked, since
   * none are stored here, but the images that an index lists must exist.
   */
  PutImage(world, input) {
    const { imageManifest = '', imageTag } = input;
    if (imageTag !== undefined && !/^[\w][\w.-]{0,299}$/.test(imageTag)) {
      throw invalidMember('imageTag', "must satisfy regular expression '[a-zA-Z0-9-_]+[a-zA-Z0-9-_.]*'");
    }
    const repository = findRepository(world, input);
    const { name } = repository;
    const read = readManifest(imageManifest, input.imageManifestMediaType);
    const digest = `sha256:${createHash('sha256').update(imageManifest).digest('hex')}`;
    refusePush(world, repository, {
      digest,
      tag: imageTag,
      claimedDigest: input.imageDigest,
      references: read.references,
    });

    // An existing manifest only gets another tag; its push date stays.
    const pushed = {
      ...read,
      digest,
      tags: [],
      pushedAt: new Date(world.clock.now()),
      manifest: imageManifest,
    };
    repository.images.set(digest, repository.images.get(digest) ?? pushed);
    if (imageTag !== undefined) moveTag(repository, imageTag, digest);

    const imageId = { imageDigest: digest, ...(imageTag === undefined ? {} : { imageTag }) };
    world.onEvent?.(imageActionEvent(world, 'PUSH', name, imageId));
    return {
      image: {
        registryId: world.accountId,
        repositoryName: name,
        imageId,
        imageManifest,
        imageManifestMediaType: read.mediaType,
      },
    };
  },

  /** `aws ecr batch-get-image --repository-name … --image-ids imageTag=…`: missing ones are in `failures`. */
  BatchGetImage(world, input) {
    const { imageIds = [], acceptedMediaTypes } = input;
    const repository = findRepository(world, input);
    const found = imageIds.map((imageId) => ({ imageId, ...findImage(repository, imageId) }));
    const isAccepted = ({ mediaType }: EcrImage) => acceptedMediaTypes?.includes(mediaType) ?? true;
    return {
      images: found.flatMap((one) =>
        'image' in one && isAccepted(one.image)
          ? [
              {
                registryId: world.accountId,
                repositoryName: repository.name,
                imageId: { ...one.imageId, imageDigest: one.image.digest },
                imageManifest: one.image.manifest,
                imageManifestMediaType: one.image.mediaType,
              },
            ]
          : [],
      ),
      failures: found.flatMap((one): ImageFailure[] => {
        if ('failure' in one) return [one.failure];
        const { imageId } = one;
        if (isAccepted(one.image)) return [];
        return [{ imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' }];
      }),
    };
  },

  /**
   * `aws ecr batch-delete-image --repository-name … --image-ids …`. A tag deletes that tag, and the image with its last one; a digest deletes the
   * image with all its tags. Images that are missing or part of an index are in `failures`.
   */
  BatchDeleteImage(world, input) {
    const { imageIds = [] } = input;
    const repository = findRepository(world, input);
    const { images } = repository;
    // Look up every id before deleting anything: one request may name two tags of one image, or an index and its parts.
    const found = imageIds.map((imageId) => ({ imageId, ...findImage(repository, imageId) }));
    const indexes = new Map(
      found.flatMap((one) => ('image' in one ? [[one.image.digest, indexesOf(repository, one.image)]] : [])),
    );
    const failures = found.flatMap((one) => ('failure' in one ? [one.failure] : []));
    const deleted = found.flatMap((one) => {
      if (!('image' in one)) return [];
      const image = images.get(one.image.digest);
      if (image === undefined) return [];
      const { imageId } = one;
      const tags =
        imageId.imageDigest === undefined ? image.tags.filter((tag) => tag !== imageId.imageTag) : [];
      const holders = indexes.get(image.digest) ?? [];
      if (tags.length === 0 && holders.length > 0) {
        const failureReason = `Requested image referenced by manifest list: [${holders.join(', ')}]`;
        failures.push({ imageId, failureCode: 'ImageReferencedByManifestList', failureReason });
        return [];
      }
      if (tags.length > 0) images.set(image.digest, { ...image, tags });
      else images.delete(image.digest);
      return imageId.imageDigest === undefined
        ? [{ imageDigest: image.digest, ...imageId }]
        : toImageIds(image);
    });
    for (const imageId of deleted)
      world.onEvent?.(imageActionEvent(world, 'DELETE', repository.name, imageId));
    return { imageIds: deleted, failures };
  },

  /** `aws ecr describe-images --repository-name … [--image-ids …]`: unlike the batch calls, one missing image throws. */
  DescribeImages(world, input) {
    const { repositoryName, registryId, imageIds, filter, ...paging } = input;
    const repository = findRepository(world, { repositoryName, registryId });
    if (imageIds !== undefined) {
      if (paging.maxResults !== undefined || paging.nextToken !== undefined) {
        throw invalid('maxResults and nextToken can not be used together with imageIds.');
      }
      const digests = new Set(imageIds.map((imageId) => imageOrThrow(world, repository, imageId).digest));
      const those = [...repository.images.values()].filter(({ digest }) => digests.has(digest));
      return { imageDetails: those.map((image) => toImageDetail(world, repository, image)) };
    }
    const { page, ...next } = toPage(
      ['DescribeImages', repository.name, filter],
      filterImages(repository, filter),
      ({ digest }) => digest,
      paging,
    );
    return { imageDetails: page.map((image) => toImageDetail(world, repository, image)), ...next };
  },

  /** `aws ecr list-images --repository-name …`: an entry for each tag, and one for each untagged image. */
  ListImages(world, input) {
    const { repositoryName, registryId, filter, ...paging } = input;
    const repository = findRepository(world, { repositoryName, registryId });
    const ids = filterImages(repository, filter).flatMap(toImageIds);
    const keyOf = ({ imageDigest, imageTag }: ImageId) => `${imageDigest} ${imageTag ?? ''}`;
    const { page, ...next } = toPage(['ListImages', repository.name, filter], ids, keyOf, paging);
    return { imageIds: page, ...next };
  },
} satisfies EcrActions;

/** The digests of the indexes that an image is part of. */
function indexesOf({ images }: EcrRepository, { digest }: EcrImage): string[] {
  return [...images.values()]
    .filter(({ references }) => references.includes(digest))
    .map((one) => one.digest);
}

function imageOrThrow({ accountId }: EcrWorld, repository: EcrRepository, imageId: ImageId) {
  const found = findImage(repository, imageId);
  if ('image' in found) return found.image;
  const { failureCode = '', failureReason = '' } = found.failure;
  if (failureCode.startsWith('Invalid') || failureCode === 'MissingDigestAndTag') {
    throw invalid(failureReason);
  }
  const { imageDigest = 'null', imageTag = 'null' } = imageId;
  throw new ServiceError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${imageDigest}', imageTag:'${imageTag}'} does not exist within the repository with name '${repository.name}' in the registry with id '${accountId}'`,
  );
}
