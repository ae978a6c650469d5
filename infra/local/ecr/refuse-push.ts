import { ServiceError } from '../aws/service-error.ts';
import type { EcrRepository } from './ecr-repository.ts';
import type { EcrWorld } from './ecr-world.ts';
import { isTagMutable } from './is-tag-mutable.ts';

/** What a push is about to do. */
interface Push {
  readonly digest: string;
  readonly tag: string | undefined;
  /** The digest that the client says it pushes. */
  readonly claimedDigest: string | undefined;
  /** The digests of the images that it lists, if it is an index. */
  readonly references: readonly string[];
}

/** Throws what PutImage throws over a wrong digest, an image that is there already, or a tag that may not move. */
export function refusePush({ accountId }: EcrWorld, repository: EcrRepository, push: Push): void {
  const { digest, tag, claimedDigest, references } = push;
  if (claimedDigest !== undefined && claimedDigest !== digest) {
    throw new ServiceError(
      'ImageDigestDoesNotMatchException',
      `The provided digest '${claimedDigest}' does not match the digest '${digest}' of the manifest.`,
    );
  }
  const missing = references.filter((reference) => !repository.images.has(reference));
  if (missing.length > 0) {
    throw new ServiceError(
      'ReferencedImagesNotFoundException',
      `Images with digests '[${missing.join(', ')}]' required for pushing image into repository with name '${repository.name}' in the registry with id '${accountId}' do not exist`,
    );
  }
  const holder = [...repository.images.values()].find(({ tags }) => tag !== undefined && tags.includes(tag));
  const isThere = tag === undefined ? repository.images.has(digest) : holder?.digest === digest;
  if (isThere) {
    const withTag = tag === undefined ? '' : ` and tag '${tag}'`;
    throw new ServiceError(
      'ImageAlreadyExistsException',
      `Image with digest '${digest}'${withTag} already exists in the repository with name '${repository.name}' in registry with id '${accountId}'`,
    );
  }
  if (tag !== undefined && holder !== undefined && !isTagMutable(repository, tag)) {
    throw new ServiceError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the tag is immutable.`,
    );
  }
}
