import { stableDigest } from './stable-digest.ts';

/**
 * Finds the digest of an image: from `lookUp` for an image of this account's ECR (undefined: the registry does not have
 * it), by its own name if it names one, else one that is always the same, as if every other registry had every image.
 */
export function createDigestOf(
  accountId: string,
  lookUp: (image: string) => { readonly digest: string } | undefined,
) {
  return (image: string): string | undefined => {
    if (image.startsWith(`${accountId}.dkr.ecr.`)) return lookUp(image)?.digest;
    const [, named] = image.split('@');
    return named ?? stableDigest(image);
  };
}
