import type { DescribeImagesFilter } from '@aws-sdk/client-ecr';
import type { EcrImage } from './ecr-image.ts';
import type { EcrRepository } from './ecr-repository.ts';

/** The images that the filter of DescribeImages and ListImages lets through. None here is ever archived. */
export function filterImages(
  { images }: EcrRepository,
  { tagStatus = 'ANY', imageStatus = 'ACTIVE' }: DescribeImagesFilter = {},
): EcrImage[] {
  if (imageStatus !== 'ANY' && imageStatus !== 'ACTIVE') return [];
  return [...images.values()].filter(
    ({ tags }) => tagStatus === 'ANY' || tags.length > 0 === (tagStatus === 'TAGGED'),
  );
}
