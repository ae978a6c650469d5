import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { filterImages } from '../filter-images.ts';
import { findRepository } from '../find-repository.ts';
import { members } from '../members.ts';
import { toImageIds } from '../to-image-ids.ts';
import { toPage } from '../to-page.ts';

const request = z.object({
  registryId: members.registryId,
  repositoryName: members.repositoryName,
  nextToken: members.nextToken,
  maxResults: members.maxResults,
  filter: members.filter,
});

/** `aws ecr list-images --repository-name …`: an entry for each tag, and one for each untagged image. */
export function listImages(world: EcrWorld, input: Record<string, unknown>) {
  const { repositoryName, registryId, filter, ...paging } = parseInput(request, input);
  const repository = findRepository(world, repositoryName, registryId);
  const ids = filterImages(repository, filter).flatMap(toImageIds);
  const { page, ...next } = toPage(
    ids,
    ({ imageDigest, imageTag }) => `${imageDigest} ${imageTag ?? ''}`,
    paging,
  );
  return { imageIds: page, ...next };
}
