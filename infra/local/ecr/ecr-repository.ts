import type { ImageTagMutability, ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr';
import type { EcrImage } from './ecr-image.ts';

/** A repository as it is kept; `images` by digest. */
export interface EcrRepository {
  readonly name: string;
  readonly createdAt: Date;
  imageTagMutability: ImageTagMutability;
  exclusionFilters: readonly ImageTagMutabilityExclusionFilter[];
  scanOnPush: boolean;
  readonly encryption: { encryptionType: 'AES256' | 'KMS' | 'KMS_DSSE'; kmsKey?: string | undefined };
  tags: Map<string, string>;
  readonly images: Map<string, EcrImage>;
  policyText?: string | undefined;
  lifecyclePolicyText?: string | undefined;
}
