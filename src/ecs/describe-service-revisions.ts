import { DescribeServiceRevisionsCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { inChunks } from './in-chunks.ts';

/** The images that a service revision runs: the digest is what a tag was resolved to when it was deployed. */
export interface ServiceRevision {
  readonly arn: string;
  readonly images: readonly {
    readonly container: string;
    readonly image: string;
    readonly digest: string | undefined;
  }[];
}

/** `aws ecs describe-service-revisions --service-revision-arns …`, twenty a call. */
export function describeServiceRevisions(
  ecs: ECSClient,
  arns: readonly string[],
): Promise<ServiceRevision[]> {
  return inChunks(arns, 20, async (serviceRevisionArns) => {
    const answer = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns }));
    return (answer.serviceRevisions ?? []).map(({ serviceRevisionArn = '', containerImages = [] }) => ({
      arn: serviceRevisionArn,
      images: containerImages.map(({ containerName = '', image = '', imageDigest }) => ({
        container: containerName,
        image,
        digest: imageDigest,
      })),
    }));
  });
}
