import type { CreateRepositoryResponse } from '@aws-sdk/client-ecr';
import { lowerFirst } from './lower-first.ts';
import type { ResourceType } from './resource-type.ts';

/** AWS::ECR::Repository; one with images in it can not be deleted. */
export const repository: ResourceType = {
  seconds: 3,
  create({ ecr }, { Tags, ...properties }) {
    const input = { ...(lowerFirst(properties) as Record<string, unknown>), tags: Tags };
    const made = (ecr('CreateRepository', input) as CreateRepositoryResponse).repository;
    return {
      physicalId: made?.repositoryName ?? '',
      attributes: { Arn: made?.repositoryArn ?? '', RepositoryUri: made?.repositoryUri ?? '' },
    };
  },
  delete({ ecr }, { physicalId }) {
    ecr('DeleteRepository', { repositoryName: physicalId });
  },
};
