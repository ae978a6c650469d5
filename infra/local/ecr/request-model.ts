import * as ecr from '@aws-sdk/client-ecr';
import { type Constraints, constraintText, type RequestModel } from '../aws/request-model.ts';
import { ServiceError } from '../aws/wire.ts';

const registryId = { pattern: '[0-9]{12}' };
const repositoryName = {
  min: 2,
  max: 256,
  pattern: '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*',
};

/** What the API's model holds of the actions served here (of 2026-07). */
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

/** ECR's refusal of a member: `Invalid parameter at 'maxResults' failed to satisfy constraint: '…'`. */
export function invalidMember(member: string, constraint: string): ServiceError {
  return new ServiceError(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  );
}

/** Requests of ECR. */
export const ecrModel: RequestModel<typeof ecr> = {
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
