import { createHash } from 'node:crypto';

/** The digest of a seeded image: the n-th push of a tag. ECS's seed derives the digests that its tasks run from this too. */
export function seedDigest(repository: string, tag: string, push = 1): string {
  return `sha256:${createHash('sha256').update(`${repository}:${tag}:${push}`).digest('hex')}`;
}
