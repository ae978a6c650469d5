import { ServiceError } from '../aws/service-error.ts';
import type { EcrRepository } from './ecr-repository.ts';
import type { EcrWorld } from './ecr-world.ts';

/** The repository of that name; RepositoryNotFoundException if there is none, or none in that registry. */
export function findRepository(
  { repositories, accountId }: EcrWorld,
  name = '',
  registryId?: string,
): EcrRepository {
  const registry = registryId ?? accountId;
  const repository = registry === accountId ? repositories.get(name) : undefined;
  if (repository !== undefined) return repository;
  throw new ServiceError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registry}'`,
  );
}
