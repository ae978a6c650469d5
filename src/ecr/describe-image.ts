import { DescribeImagesCommand, type ECRClient, ImageNotFoundException } from '@aws-sdk/client-ecr';
import { type Image, toImage } from './image.ts';

/**
 * `aws ecr describe-images --repository-name … --image-ids imageDigest=…`; undefined when it was deleted. One image a
 * call, because a single missing one makes ECR refuse the whole call.
 */
export async function describeImage(
  ecr: ECRClient,
  repositoryName: string,
  imageDigest: string,
): Promise<Image | undefined> {
  try {
    const answer = await ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest }] }));
    return answer.imageDetails?.map(toImage)[0];
  } catch (error) {
    if (error instanceof ImageNotFoundException) return undefined;
    throw error;
  }
}
