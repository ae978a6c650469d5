import { type ECRClient, paginateDescribeImages, RepositoryNotFoundException } from '@aws-sdk/client-ecr';
import { type Image, toImage } from './image.ts';

/**
 * `aws ecr describe-images --repository-name … --filter tagStatus=TAGGED`, a thousand a call, sorted newest first here:
 * ECR documents no order, so the newest are known only once all are read. Undefined when there is no such repository.
 */
export async function describeTaggedImages(
  ecr: ECRClient,
  repositoryName: string,
): Promise<Image[] | undefined> {
  const images: Image[] = [];
  const input = { repositoryName, filter: { tagStatus: 'TAGGED' as const }, maxResults: 1000 };
  try {
    for await (const page of paginateDescribeImages({ client: ecr }, input)) {
      images.push(...(page.imageDetails ?? []).map(toImage));
    }
  } catch (error) {
    if (error instanceof RepositoryNotFoundException) return undefined;
    throw error;
  }
  return images.sort((a, b) => Number(b.pushedAt ?? 0) - Number(a.pushedAt ?? 0));
}
