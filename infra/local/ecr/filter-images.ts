import type { EcrImage } from './ecr-image.ts';
import type { EcrRepository } from './ecr-repository.ts';

/** The images that the filter of DescribeImages and ListImages lets through. None here is ever archived. */
export function filterImages(
  { images }: EcrRepository,
  { tagStatus, imageStatus }: { tagStatus: string; imageStatus: string },
): EcrImage[] {
  if (imageStatus !== 'ANY' && imageStatus !== 'ACTIVE') return [];
  return [...images.values()].filter(
    ({ tags }) => tagStatus === 'ANY' || tags.length > 0 === (tagStatus === 'TAGGED'),
  );
}
