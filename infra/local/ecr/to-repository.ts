import type { EcrRepository } from './ecr-repository.ts';
import type { EcrWorld } from './ecr-world.ts';

/** The wire form of a repository. ECR always sends every member; the exclusion filters only where there are some. */
export function toRepository({ accountId, region }: EcrWorld, repository: EcrRepository) {
  const { name, exclusionFilters } = repository;
  return {
    repositoryArn: `arn:aws:ecr:${region}:${accountId}:repository/${name}`,
    registryId: accountId,
    repositoryName: name,
    repositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
    createdAt: repository.createdAt,
    imageTagMutability: repository.imageTagMutability,
    ...(exclusionFilters.length === 0 ? {} : { imageTagMutabilityExclusionFilters: exclusionFilters }),
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: repository.encryption,
  };
}
