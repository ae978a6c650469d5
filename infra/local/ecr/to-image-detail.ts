import type { EcrImage } from './ecr-image.ts';
import type { EcrRepository } from './ecr-repository.ts';
import type { EcrWorld } from './ecr-world.ts';

/** The wire form of an image in DescribeImages. An untagged image has no `imageTags` at all, not an empty list. */
export function toImageDetail({ accountId }: EcrWorld, { name, images }: EcrRepository, image: EcrImage) {
  return {
    registryId: accountId,
    repositoryName: name,
    imageDigest: image.digest,
    ...(image.tags.length === 0 ? {} : { imageTags: image.tags }),
    imageSizeInBytes: sizeOf(image),
    imagePushedAt: image.pushedAt,
    ...(image.scan === undefined
      ? {}
      : {
          imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
          imageScanFindingsSummary: {
            imageScanCompletedAt: image.scan.completedAt,
            vulnerabilitySourceUpdatedAt: image.scan.completedAt,
            findingSeverityCounts: image.scan.findingSeverityCounts,
          },
        }),
    imageManifestMediaType: image.mediaType,
    ...(image.artifactMediaType !== undefined && { artifactMediaType: image.artifactMediaType }),
    imageStatus: 'ACTIVE',
  };
  /** An index is as large as the largest of its images. */
  function sizeOf({ references, sizeInBytes }: EcrImage): number {
    return references.length === 0
      ? sizeInBytes
      : Math.max(...references.map((digest) => images.get(digest)?.sizeInBytes ?? 0));
  }
}
