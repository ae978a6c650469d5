import { DescribeClustersCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { toTags } from './to-tags.ts';

/** `aws ecs describe-clusters --clusters … --include TAGS` for one cluster; no tags for one that does not exist. */
export async function readClusterTags(
  ecs: ECSClient,
  cluster: string,
): Promise<Readonly<Record<string, string>>> {
  const { clusters } = await ecs.send(
    new DescribeClustersCommand({ clusters: [cluster], include: ['TAGS'] }),
  );
  return toTags(clusters?.[0]?.tags);
}
