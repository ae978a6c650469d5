import type * as ecr from '@aws-sdk/client-ecr';
import type { ImageTagMutability, ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr';
import { takePage } from '../aws/paging.ts';
import type { Actions } from '../aws/request-model.ts';
import { type AwsPlace, ServiceError } from '../aws/wire.ts';
import type { EventBridgeEvent } from '../events/bus.ts';

/** A stored repository; `images` by digest. */
export interface EcrRepository {
  readonly name: string;
  readonly createdAt: Date;
  imageTagMutability: ImageTagMutability;
  exclusionFilters: ImageTagMutabilityExclusionFilter[];
  scanOnPush: boolean;
  readonly encryption: { encryptionType: 'AES256' | 'KMS' | 'KMS_DSSE'; kmsKey?: string | undefined };
  tags: Map<string, string>;
  readonly images: Map<string, EcrImage>;
  policyText?: string | undefined;
  lifecyclePolicyText?: string | undefined;
}

/** Scan findings by severity; a severity without findings is left out. */
interface ImageScan {
  readonly completedAt: Date;
  readonly findingSeverityCounts: Record<string, number>;
}

/** One image of a repository. Tags move: pushing the same tag again takes it from this image, which may become untagged. */
export interface EcrImage {
  readonly digest: string;
  readonly tags: string[];
  readonly sizeInBytes: number;
  readonly pushedAt: Date;
  readonly manifest: string;
  readonly mediaType: string;
  /** The kind of artifact, from its config; undefined without one, as in an index. */
  readonly artifactMediaType: string | undefined;
  /** The digests of an index's images; empty otherwise. */
  readonly references: readonly string[];
  readonly scan?: ImageScan;
}

/** What every ECR action depends on; `repositories` by name. */
export interface EcrWorld extends AwsPlace {
  /** Called for each push and deletion. */
  readonly onEvent?: (event: EventBridgeEvent) => void;
  readonly repositories: Map<string, EcrRepository>;
}

export type EcrActions = Actions<typeof ecr, EcrWorld>;

/** The repository with that name; throws RepositoryNotFoundException if there is none in that registry. */
export function findRepository(
  { repositories, accountId }: EcrWorld,
  named: { readonly repositoryName: string | undefined; readonly registryId?: string | undefined },
): EcrRepository {
  const { repositoryName: name = '', registryId = accountId } = named;
  const repository = registryId === accountId ? repositories.get(name) : undefined;
  if (repository !== undefined) return repository;
  throw new ServiceError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
  );
}

const defaultPage = 100;

/** One page of `items`, sorted by key (ECR promises no order). `asked` is the action and what it lists. */
export function toPage<Item>(
  asked: readonly unknown[],
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  paging: { maxResults?: number | undefined; nextToken?: string | undefined },
): { page: Item[]; nextToken?: string } {
  const { items: page, token } = takePage({
    byKey: true,
    asked,
    keyOf,
    size: paging.maxResults ?? defaultPage,
    token: paging.nextToken,
    items: [...items].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
    refuse: () => invalidMember('nextToken', 'Invalid token'),
  });
  return token === undefined ? { page } : { page, nextToken: token };
}

/** ECR's error for an invalid member: `Invalid parameter at 'maxResults' failed to satisfy constraint: '…'`. */
export function invalidMember(member: string, constraint: string): ServiceError {
  return invalid(`Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`);
}

/** ECR's InvalidParameterException. */
export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}
