import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { findImage } from '../find-image.ts';
import { findRepository } from '../find-repository.ts';
import { imageActionEvent } from '../image-action-event.ts';
import { members } from '../members.ts';
import { toImageIds } from '../to-image-ids.ts';

const request = z.object({
  registryId: members.registryId,
  repositoryName: members.repositoryName,
  imageIds: members.imageIds,
});

/**
 * `aws ecr batch-delete-image --repository-name … --image-ids …`. A tag takes away that tag, and the image with its
 * last one; a digest takes the image with all its tags. What is missing is in `failures`.
 */
export function batchDeleteImage(world: EcrWorld, input: Record<string, unknown>) {
  const { repositoryName, registryId, imageIds } = parseInput(request, input);
  const repository = findRepository(world, repositoryName, registryId);
  const { images } = repository;
  // Every id is looked up before anything goes: two tags of one image may stand in one request.
  const found = imageIds.map((imageId) => ({ imageId, ...findImage(repository, imageId) }));
  const deleted = found.flatMap((one) => {
    if (!('image' in one)) return [];
    const image = images.get(one.image.digest);
    if (image === undefined) return [];
    const { imageDigest, imageTag } = one.imageId;
    const tags = imageDigest === undefined ? image.tags.filter((tag) => tag !== imageTag) : [];
    if (tags.length > 0) images.set(image.digest, { ...image, tags });
    else images.delete(image.digest);
    return imageDigest === undefined ? [{ imageDigest: image.digest, ...one.imageId }] : toImageIds(image);
  });
  for (const imageId of deleted) world.onEvent(imageActionEvent(world, 'DELETE', repositoryName, imageId));
  return { imageIds: deleted, failures: found.flatMap((one) => ('failure' in one ? [one.failure] : [])) };
}
