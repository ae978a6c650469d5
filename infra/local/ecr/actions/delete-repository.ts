import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { findRepository } from '../find-repository.ts';
import { members } from '../members.ts';
import { toRepository } from '../to-repository.ts';

const request = z.object({
  registryId: members.registryId,
  repositoryName: members.repositoryName,
  force: z.boolean().default(false),
});

/** `aws ecr delete-repository --repository-name … [--force]` */
export function deleteRepository(world: EcrWorld, input: Record<string, unknown>) {
  const { repositoryName, registryId, force } = parseInput(request, input);
  const repository = findRepository(world, repositoryName, registryId);
  if (repository.images.size > 0 && !force) {
    throw new ServiceError(
      'RepositoryNotEmptyException',
      `The repository with name '${repositoryName}' in registry with id '${world.accountId}' cannot be deleted because it still contains images`,
    );
  }
  world.repositories.delete(repositoryName);
  return { repository: toRepository(world, repository) };
}
