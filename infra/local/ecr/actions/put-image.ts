import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { findRepository } from '../find-repository.ts';
import { imageActionEvent } from '../image-action-event.ts';
import { members } from '../members.ts';
import { moveTag } from '../move-tag.ts';
import { readManifest } from '../read-manifest.ts';
import { refusePush } from '../refuse-push.ts';

const request = z.object({
  registryId: members.registryId,
  repositoryName: members.repositoryName,
  imageManifest: z.string().min(1).max(4_194_304),
  imageManifestMediaType: z.string().optional(),
  imageTag: z
    .string()
    .regex(/^[\w][\w.-]{0,299}$/, "must satisfy regular expression '[a-zA-Z0-9-_]+[a-zA-Z0-9-_.]*'")
    .optional(),
  imageDigest: z.string().optional(),
});

/**
 * `aws ecr put-image --repository-name … --image-manifest … [--image-tag …]`. The digest is the manifest's own; the layers
 * that it names are taken on trust, since none are kept here.
 */
export function putImage(world: EcrWorld, input: Record<string, unknown>) {
  const { repositoryName, registryId, imageManifest, imageTag, ...given } = parseInput(request, input);
  const repository = findRepository(world, repositoryName, registryId);
  const { mediaType, sizeInBytes } = readManifest(imageManifest, given.imageManifestMediaType);
  const digest = `sha256:${createHash('sha256').update(imageManifest).digest('hex')}`;
  refusePush(world, repository, { digest, tag: imageTag, claimedDigest: given.imageDigest });

  // A manifest that is there already only gets another tag; its push date stays.
  const pushed = { digest, tags: [], sizeInBytes, pushedAt: new Date(world.clock.now()), mediaType };
  const image = repository.images.get(digest) ?? { ...pushed, manifest: imageManifest };
  repository.images.set(digest, image);
  if (imageTag !== undefined) moveTag(repository, imageTag, digest);

  const imageId = { imageDigest: digest, ...(imageTag === undefined ? {} : { imageTag }) };
  world.onEvent(imageActionEvent(world, 'PUSH', repositoryName, imageId));
  return {
    image: {
      registryId: world.accountId,
      repositoryName,
      imageId,
      imageManifest,
      imageManifestMediaType: mediaType,
    },
  };
}
