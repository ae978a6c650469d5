import { DescribeClustersCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { type Cluster, toCluster } from './cluster.ts';
import { inChunks } from './in-chunks.ts';

/** `aws ecs describe-clusters --clusters …`, a hundred a call; what does not exist or is INACTIVE is left out. */
export function describeClusters(ecs: ECSClient, names: readonly string[]): Promise<Cluster[]> {
  return inChunks(names, 100, async (clusters) => {
    const answer = await ecs.send(new DescribeClustersCommand({ clusters }));
    return (answer.clusters ?? []).map(toCluster).filter(({ status }) => status !== 'INACTIVE');
  });
}
