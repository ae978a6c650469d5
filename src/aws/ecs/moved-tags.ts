import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeImage, ownRepository, readImageName } from '../ecr.ts';
import { describeServiceRevisions, type Service } from './services.ts';

/** A tag that means another image now than when a service's running tasks were deployed. */
export interface MovedTag {
  /** As the task definition writes it: `repo:tag`. */
  readonly image: string;
  /** `sha256:…` */
  readonly from: string;
  readonly to: string;
}

/**
 * The tags of a service's images in this account's ECR that were moved since its last deployment: 1 DescribeServiceRevisions and 1 DescribeImages an
 * image. Images in other registries can't be asked for, and one that is pinned to a digest has no tag.
 */
export async function readMovedTags(
  ecs: ECSClient,
  ecr: ECRClient,
  { arn, revisionArn }: Pick<Service, 'arn' | 'revisionArn'>,
): Promise<MovedTag[]> {
  if (revisionArn === undefined) return [];
  const [revision] = await describeServiceRevisions(ecs, [revisionArn]);
  const found = (revision?.images ?? []).map(async ({ image, digest: from }) => {
    const repository = ownRepository(image, arn);
    const { tag } = readImageName(image);
    if (repository === undefined || tag === undefined || from === undefined) return [];
    const to = (await describeImage(ecr, repository, { imageTag: tag }))?.digest;
    return to === undefined || to === from ? [] : [{ image, from, to }];
  });
  return (await Promise.all(found)).flat();
}
