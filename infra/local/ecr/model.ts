import type { ImageTagMutability, ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr';
import { ServiceError } from '../aws/wire.ts';
import type { Clock } from '../clock.ts';
import type { EventBridgeEvent } from '../events/bus.ts';

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

/** What a scan found, by severity; a severity without findings is left out. */
interface ImageScan {
  readonly completedAt: Date;
  readonly findingSeverityCounts: Readonly<Record<string, number>>;
}

/** One image of a repository. Its tags move: a push of the same tag takes it away and leaves the image untagged. */
export interface EcrImage {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly sizeInBytes: number;
  readonly pushedAt: Date;
  readonly manifest: string;
  readonly mediaType: string;
  /** Of what the image is, by its config; undefined where it has none, as an index. */
  readonly artifactMediaType: string | undefined;
  /** The digests of an index's images; none otherwise. */
  readonly references: readonly string[];
  readonly scan?: ImageScan;
}

/** What every ECR action works on; `repositories` by name. */
export interface EcrWorld {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  readonly onEvent: (event: EventBridgeEvent) => void;
  readonly repositories: Map<string, EcrRepository>;
}

/** The repository of that name; RepositoryNotFoundException if there is none, or none in that registry. */
export function findRepository(
  { repositories, accountId }: EcrWorld,
  name = '',
  registryId?: string,
): EcrRepository {
  const registry = registryId ?? accountId;
  const repository = registry === accountId ? repositories.get(name) : undefined;
  if (repository !== undefined) return repository;
  throw new ServiceError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registry}'`,
  );
}

const DEFAULT_PAGE = 100;

/**
 * One page of `items`, in the order of their keys (ECR promises none). The token names the last key, so that what is
 * pushed or deleted between two pages neither repeats nor hides another item.
 */
export function toPage<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  {
    maxResults = DEFAULT_PAGE,
    nextToken,
  }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { page: Item[]; nextToken?: string } {
  const after = nextToken === undefined ? '' : readToken(nextToken);
  const rest = [...items]
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const shown = rest.slice(0, maxResults);
  const last = shown.at(-1);
  const page = shown.map(({ item }) => item);
  return rest.length > shown.length && last !== undefined
    ? { page, nextToken: writeToken(last.key) }
    : { page };
}

function writeToken(key: string): string {
  return Buffer.from(JSON.stringify({ after: key })).toString('base64url');
}

function readToken(token: string): string {
  try {
    const { after } = Object(JSON.parse(Buffer.from(token, 'base64url').toString()));
    if (typeof after === 'string') return after;
  } catch {
    // Falls through to the refusal: a token that is no JSON is as wrong as one without a key.
  }
  const message = "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'";
  throw new ServiceError('InvalidParameterException', message);
}
