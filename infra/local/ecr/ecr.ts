import * as ecr from '@aws-sdk/client-ecr';
import type { AwsService } from '../aws/protocols.ts';
import { byModel, type Constraints, type RequestModel } from '../aws/request-model.ts';
import { constraintText } from '../aws/wire.ts';
import { imageActions } from './image-actions.ts';
import { resolveImage } from './images.ts';
import { type EcrWorld, invalidMember } from './model.ts';
import { policyActions } from './policies.ts';
import { repositoryActions } from './repositories.ts';

/** ECR in memory: repositories, images by manifest and tag. Layers are not stored, so nothing can be pulled from it. */
export function createEcr(options: Omit<EcrWorld, 'repositories'>) {
  const world: EcrWorld = { ...options, repositories: new Map() };
  return {
    service: {
      name: 'ecr',
      targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
      actions: byModel(ecrModel, { ...imageActions, ...policyActions, ...repositoryActions }, () => world),
    } satisfies AwsService,
    /** For seeding. */
    world,
    /** What a pull resolves to. */
    resolveImage: (imageName: string) => resolveImage(world, imageName),
  };
}

const registryId = { pattern: '[0-9]{12}' };
const repositoryName = {
  min: 2,
  max: 256,
  pattern: '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*',
};

/** Constraints from the API's model for the actions supported here (as of 2026-07). */
const constraints = {
  imageIds: { min: 1, max: 100 },
  registryId: registryId,
  repositoryName: repositoryName,
  'BatchGetImageRequest.acceptedMediaTypes': { min: 1, max: 100 },
  imageTagMutability: { enum: 'ImageTagMutability' },
  imageTagMutabilityExclusionFilters: { min: 1, max: 5 },
  imageStatus: { enum: 'ImageStatusFilter' },
  tagStatus: { enum: 'TagStatus' },
  maxResults: { min: 1, max: 1000 },
  'DescribeRepositoriesRequest.maxResults': { min: 1, max: 1000 },
  'DescribeRepositoriesRequest.repositoryNames': { min: 1, max: 100 },
  'DescribeRepositoriesRequest.repositoryNames[]': repositoryName,
  'EncryptionConfiguration.encryptionType': { enum: 'EncryptionType' },
  'EncryptionConfiguration.kmsKey': { min: 1, max: 2048 },
  'GetAuthorizationTokenRequest.registryIds': { min: 1, max: 10 },
  'GetAuthorizationTokenRequest.registryIds[]': registryId,
  imageTag: { min: 1, max: 300 },
  'ImageTagMutabilityExclusionFilter.filter': { min: 1, max: 128, pattern: '^[0-9a-zA-Z._*-]{1,128}$' },
  'ImageTagMutabilityExclusionFilter.filterType': { enum: 'ImageTagMutabilityExclusionFilterType' },
  'PutImageRequest.imageManifest': { min: 1, max: 4194304 },
  'PutLifecyclePolicyRequest.lifecyclePolicyText': { min: 100, max: 30720 },
  'SetRepositoryPolicyRequest.policyText': { min: 0, max: 10240 },
} satisfies Constraints;

export const ecrModel: RequestModel = {
  sdk: ecr,
  constraints,
  refuse(violation) {
    const { rule, path, constraint } = violation;
    const member = path.replaceAll(/\.\d+\.member/g, '');
    return invalidMember(
      member,
      rule === 'pattern'
        ? `must satisfy regular expression '${constraint.pattern}'`
        : constraintText(violation),
    );
  },
};
