import type { EcrImage } from './ecr-image.ts';

/** The identifiers of an image: one for each tag, or the digest alone when it has none. */
export function toImageIds({ digest, tags }: EcrImage): { imageDigest: string; imageTag?: string }[] {
  if (tags.length === 0) return [{ imageDigest: digest }];
  return tags.map((imageTag) => ({ imageDigest: digest, imageTag }));
}
