import type { EcrImage } from './ecr-image.ts';

/** A repository as it is kept; `images` by digest. */
export interface EcrRepository {
  readonly name: string;
  readonly createdAt: Date;
  readonly imageTagMutability:
    | 'MUTABLE'
    | 'IMMUTABLE'
    | 'IMMUTABLE_WITH_EXCLUSION'
    | 'MUTABLE_WITH_EXCLUSION';
  readonly exclusionFilters: readonly { filterType: 'WILDCARD'; filter: string }[];
  readonly scanOnPush: boolean;
  readonly encryption: { encryptionType: 'AES256' | 'KMS' | 'KMS_DSSE'; kmsKey?: string | undefined };
  readonly tags: Map<string, string>;
  readonly images: Map<string, EcrImage>;
}
