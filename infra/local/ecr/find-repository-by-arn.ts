import { ServiceError } from '../aws/service-error.ts';
import type { EcrRepository } from './ecr-repository.ts';
import type { EcrWorld } from './ecr-world.ts';
import { findRepository } from './find-repository.ts';

/** The repository that an ARN names, as the tagging actions want it. */
export function findRepositoryByArn(world: EcrWorld, arn: string): EcrRepository {
  const [, region, registryId, name] = /^arn:aws:ecr:([^:]+):(\d{12}):repository\/(.+)$/.exec(arn) ?? [];
  if (region !== world.region || name === undefined) {
    const message = "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'";
    throw new ServiceError('InvalidParameterException', message);
  }
  return findRepository(world, name, registryId);
}
