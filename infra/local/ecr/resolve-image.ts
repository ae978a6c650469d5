import type { EcrWorld } from './ecr-world.ts';
import { findImage } from './find-image.ts';

/**
 * The digest that an image name of this registry stands for right now, as a pull resolves it: `…/repo:tag`,
 * `…/repo@sha256:…`, or `…/repo` for `latest`. Undefined when the name is of another registry or nothing is there.
 */
export function resolveImage(
  { accountId, region, repositories }: EcrWorld,
  imageName: string,
): { digest: string } | undefined {
  const registry = `${accountId}.dkr.ecr.${region}.amazonaws.com/`;
  if (!imageName.startsWith(registry)) return undefined;
  const [, name = '', imageTag, imageDigest] =
    /^([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(imageName.slice(registry.length)) ?? [];
  const repository = repositories.get(name);
  if (repository === undefined) return undefined;
  // A name with both a tag and a digest is pulled by its digest alone.
  const found = findImage(repository, imageDigest ? { imageDigest } : { imageTag: imageTag ?? 'latest' });
  return 'image' in found ? { digest: found.image.digest } : undefined;
}
