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
  const tagged = (revision?.images ?? []).filter(({ image }) => readImageName(image).tag !== undefined);
  return (await compareImages(ecr, arn, tagged)).movedTags;
}

/** Images that ran, and what this account's ECR has of them now: tags that were moved, and images that it no longer has. */
interface ComparedImages {
  readonly movedTags: MovedTag[];
  /** As the task definition writes them. */
  readonly gone: string[];
}

/** Compares images that ran with ECR, by the digest that each had then: 1 DescribeImages an image. `arn` is one in the account and region that is asked. */
export async function compareImages(
  ecr: ECRClient,
  arn: string,
  ran: readonly { readonly image: string; readonly digest: string | undefined }[],
): Promise<ComparedImages> {
  const found = ran.map(async ({ image, digest: from }) => {
    const repository = ownRepository(image, arn);
    if (repository === undefined) return {};
    const { tag, digest } = readImageName(image);
    const key = digest === undefined ? { imageTag: tag ?? 'latest' } : { imageDigest: digest };
    const to = (await describeImage(ecr, repository, key))?.digest;
    if (to === undefined) return { gone: image };
    return from === undefined || digest !== undefined || to === from ? {} : { moved: { image, from, to } };
  });
  const compared = await Promise.all(found);
  return {
    movedTags: compared.flatMap(({ moved }) => moved ?? []),
    gone: compared.flatMap(({ gone }) => gone ?? []),
  };
}
