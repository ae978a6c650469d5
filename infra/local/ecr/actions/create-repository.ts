import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import type { EcrRepository } from '../ecr-repository.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { members } from '../members.ts';
import { setTags } from '../set-tags.ts';
import { toRepository } from '../to-repository.ts';

const request = z.object({
  registryId: members.registryId,
  repositoryName: members.repositoryName,
  tags: members.tags.default([]),
  imageTagMutability: z
    .enum(['MUTABLE', 'IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'MUTABLE_WITH_EXCLUSION'])
    .default('MUTABLE'),
  imageTagMutabilityExclusionFilters: z
    .array(
      z.object({ filterType: z.enum(['WILDCARD']), filter: z.string().regex(/^[0-9a-zA-Z._*-]{1,128}$/) }),
    )
    .min(1)
    .max(5)
    .optional(),
  imageScanningConfiguration: z
    .object({ scanOnPush: z.boolean().default(false) })
    .default({ scanOnPush: false }),
  encryptionConfiguration: z
    .object({ encryptionType: z.enum(['AES256', 'KMS', 'KMS_DSSE']), kmsKey: z.string().optional() })
    .default({ encryptionType: 'AES256' }),
});

/** `aws ecr create-repository --repository-name …` */
export function createRepository(world: EcrWorld, input: Record<string, unknown>) {
  const parsed = parseInput(request, input);
  const { repositoryName: name, imageTagMutability, imageTagMutabilityExclusionFilters: filters } = parsed;
  const { accountId } = world;
  if (parsed.registryId !== undefined && parsed.registryId !== accountId) {
    throw new ServiceError('InvalidParameterException', `The registry '${parsed.registryId}' is not yours.`);
  }
  if (imageTagMutability.endsWith('_WITH_EXCLUSION') !== (filters !== undefined)) {
    throw new ServiceError(
      'InvalidParameterException',
      'imageTagMutabilityExclusionFilters go with MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION, and only with these.',
    );
  }
  if (world.repositories.has(name)) {
    throw new ServiceError(
      'RepositoryAlreadyExistsException',
      `The repository with name '${name}' already exists in the registry with id '${accountId}'`,
    );
  }
  const repository: EcrRepository = {
    name,
    createdAt: new Date(world.clock.now()),
    imageTagMutability,
    exclusionFilters: filters ?? [],
    scanOnPush: parsed.imageScanningConfiguration.scanOnPush,
    encryption: parsed.encryptionConfiguration,
    tags: new Map(),
    images: new Map(),
  };
  setTags(repository, parsed.tags);
  world.repositories.set(name, repository);
  return { repository: toRepository(world, repository) };
}
