import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import type { EcrRepository } from '../ecr-repository.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { filterImages } from '../filter-images.ts';
import { findImage } from '../find-image.ts';
import { findRepository } from '../find-repository.ts';
import type { ImageId } from '../image-id.ts';
import { members } from '../members.ts';
import { toImageDetail } from '../to-image-detail.ts';
import { toPage } from '../to-page.ts';

const request = z.object({
  registryId: members.registryId,
  repositoryName: members.repositoryName,
  imageIds: members.imageIds.optional(),
  nextToken: members.nextToken,
  maxResults: members.maxResults,
  filter: members.filter,
});

/** `aws ecr describe-images --repository-name … [--image-ids …]`: unlike the batch calls, one missing image throws. */
export function describeImages(world: EcrWorld, input: Record<string, unknown>) {
  const { repositoryName, registryId, imageIds, filter, ...paging } = parseInput(request, input);
  const repository = findRepository(world, repositoryName, registryId);
  if (imageIds !== undefined) {
    if (paging.maxResults !== undefined || paging.nextToken !== undefined) {
      const message = 'maxResults and nextToken can not be used together with imageIds.';
      throw new ServiceError('InvalidParameterException', message);
    }
    const digests = new Set(imageIds.map((imageId) => imageOrThrow(world, repository, imageId).digest));
    const named = [...repository.images.values()].filter(({ digest }) => digests.has(digest));
    return { imageDetails: named.map((image) => toImageDetail(world, repository, image)) };
  }
  const images = filterImages(repository, filter);
  const { page, ...next } = toPage(images, ({ digest }) => digest, paging);
  return { imageDetails: page.map((image) => toImageDetail(world, repository, image)), ...next };
}

function imageOrThrow({ accountId }: EcrWorld, repository: EcrRepository, imageId: ImageId) {
  const found = findImage(repository, imageId);
  if ('image' in found) return found.image;
  const { failureCode, failureReason } = found.failure;
  if (failureCode.startsWith('Invalid') || failureCode === 'MissingDigestAndTag') {
    throw new ServiceError('InvalidParameterException', failureReason);
  }
  const { imageDigest = 'null', imageTag = 'null' } = imageId;
  throw new ServiceError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${imageDigest}', imageTag:'${imageTag}'} does not exist within the repository with name '${repository.name}' in the registry with id '${accountId}'`,
  );
}
