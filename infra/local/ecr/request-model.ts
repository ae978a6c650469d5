import * as ecr from '@aws-sdk/client-ecr';
import { type Constraints, constraintText, type RequestModel } from '../aws/request-model.ts';
import { ServiceError } from '../aws/service-error.ts';

const registryId = { pattern: '[0-9]{12}' };
const repositoryName = {
  min: 2,
  max: 256,
  pattern: '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*',
};

/** What the API's model holds of the actions served here (of 2026-07). */
const constraints = {
  'BatchDeleteImageRequest.imageIds': { min: 1, max: 100 },
  'BatchDeleteImageRequest.registryId': registryId,
  'BatchDeleteImageRequest.repositoryName': repositoryName,
  'BatchGetImageRequest.acceptedMediaTypes': { min: 1, max: 100 },
  'BatchGetImageRequest.imageIds': { min: 1, max: 100 },
  'BatchGetImageRequest.registryId': registryId,
  'BatchGetImageRequest.repositoryName': repositoryName,
  'CreateRepositoryRequest.imageTagMutability': { enum: 'ImageTagMutability' },
  'CreateRepositoryRequest.imageTagMutabilityExclusionFilters': { min: 1, max: 5 },
  'CreateRepositoryRequest.registryId': registryId,
  'CreateRepositoryRequest.repositoryName': repositoryName,
  'DeleteLifecyclePolicyRequest.registryId': registryId,
  'DeleteLifecyclePolicyRequest.repositoryName': repositoryName,
  'DeleteRepositoryPolicyRequest.registryId': registryId,
  'DeleteRepositoryPolicyRequest.repositoryName': repositoryName,
  'DeleteRepositoryRequest.registryId': registryId,
  'DeleteRepositoryRequest.repositoryName': repositoryName,
  'DescribeImagesFilter.imageStatus': { enum: 'ImageStatusFilter' },
  'DescribeImagesFilter.tagStatus': { enum: 'TagStatus' },
  'DescribeImagesRequest.imageIds': { min: 1, max: 100 },
  'DescribeImagesRequest.maxResults': { min: 1, max: 1000 },
  'DescribeImagesRequest.registryId': registryId,
  'DescribeImagesRequest.repositoryName': repositoryName,
  'DescribeRepositoriesRequest.maxResults': { min: 1, max: 1000 },
  'DescribeRepositoriesRequest.registryId': registryId,
  'DescribeRepositoriesRequest.repositoryNames': { min: 1, max: 100 },
  'DescribeRepositoriesRequest.repositoryNames[]': repositoryName,
  'EncryptionConfiguration.encryptionType': { enum: 'EncryptionType' },
  'EncryptionConfiguration.kmsKey': { min: 1, max: 2048 },
  'GetAuthorizationTokenRequest.registryIds': { min: 1, max: 10 },
  'GetAuthorizationTokenRequest.registryIds[]': registryId,
  'GetLifecyclePolicyRequest.registryId': registryId,
  'GetLifecyclePolicyRequest.repositoryName': repositoryName,
  'GetRepositoryPolicyRequest.registryId': registryId,
  'GetRepositoryPolicyRequest.repositoryName': repositoryName,
  'ImageIdentifier.imageTag': { min: 1, max: 300 },
  'ImageTagMutabilityExclusionFilter.filter': { min: 1, max: 128, pattern: '^[0-9a-zA-Z._*-]{1,128}$' },
  'ImageTagMutabilityExclusionFilter.filterType': { enum: 'ImageTagMutabilityExclusionFilterType' },
  'ListImagesFilter.imageStatus': { enum: 'ImageStatusFilter' },
  'ListImagesFilter.tagStatus': { enum: 'TagStatus' },
  'ListImagesRequest.maxResults': { min: 1, max: 1000 },
  'ListImagesRequest.registryId': registryId,
  'ListImagesRequest.repositoryName': repositoryName,
  'PutImageRequest.imageManifest': { min: 1, max: 4194304 },
  'PutImageRequest.imageTag': { min: 1, max: 300 },
  'PutImageRequest.registryId': registryId,
  'PutImageRequest.repositoryName': repositoryName,
  'PutImageScanningConfigurationRequest.registryId': registryId,
  'PutImageScanningConfigurationRequest.repositoryName': repositoryName,
  'PutImageTagMutabilityRequest.imageTagMutability': { enum: 'ImageTagMutability' },
  'PutImageTagMutabilityRequest.imageTagMutabilityExclusionFilters': { min: 1, max: 5 },
  'PutImageTagMutabilityRequest.registryId': registryId,
  'PutImageTagMutabilityRequest.repositoryName': repositoryName,
  'PutLifecyclePolicyRequest.lifecyclePolicyText': { min: 100, max: 30720 },
  'PutLifecyclePolicyRequest.registryId': registryId,
  'PutLifecyclePolicyRequest.repositoryName': repositoryName,
  'SetRepositoryPolicyRequest.policyText': { min: 0, max: 10240 },
  'SetRepositoryPolicyRequest.registryId': registryId,
  'SetRepositoryPolicyRequest.repositoryName': repositoryName,
} satisfies Constraints;

/** ECR's refusal of a member: `Invalid parameter at 'maxResults' failed to satisfy constraint: '…'`. */
export function invalidMember(member: string, constraint: string): ServiceError {
  return new ServiceError(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  );
}

/** Requests of ECR. */
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
