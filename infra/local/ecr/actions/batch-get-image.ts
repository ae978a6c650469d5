import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { findImage } from '../find-image.ts';
import { findRepository } from '../find-repository.ts';
import { members } from '../members.ts';

const request = z.object({
  registryId: members.registryId,
  repositoryName: members.repositoryName,
  imageIds: members.imageIds,
});

/** `aws ecr batch-get-image --repository-name … --image-ids imageTag=…`: what is missing is in `failures`. */
export function batchGetImage(world: EcrWorld, input: Record<string, unknown>) {
  const { repositoryName, registryId, imageIds } = parseInput(request, input);
  const repository = findRepository(world, repositoryName, registryId);
  const found = imageIds.map((imageId) => ({ imageId, ...findImage(repository, imageId) }));
  return {
    images: found.flatMap((one) =>
      'image' in one
        ? [
            {
              registryId: world.accountId,
              repositoryName,
              imageId: { ...one.imageId, imageDigest: one.image.digest },
              imageManifest: one.image.manifest,
              imageManifestMediaType: one.image.mediaType,
            },
          ]
        : [],
    ),
    failures: found.flatMap((one) => ('failure' in one ? [one.failure] : [])),
  };
}
