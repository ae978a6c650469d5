import { deleteCluster } from '../../ecs/delete-cluster.ts';
import { describeClusters } from '../../ecs/describe-clusters.ts';
import { readClusterTags } from '../../ecs/read-cluster-tags.ts';
import type { ChangeKind } from '../change-kind.ts';
import type { DeleteClusterChange } from '../resource-change.ts';
import { forHandsOn } from './for-hands-on.ts';

/** It moves when the cluster is gone, or is no longer empty. */
export const deleteClusterKind: ChangeKind<DeleteClusterChange> = forHandsOn({
  async look({ ecs }, change) {
    const { cluster } = change.target;
    const [[found], tags] = await Promise.all([
      describeClusters(ecs, [cluster]),
      readClusterTags(ecs, cluster),
    ]);
    const isEmpty =
      found !== undefined && found.activeServices + found.runningTasks + found.pendingTasks === 0;
    return { moved: !isEmpty, seen: change, tags, effect: {} };
  },
  apply: async ({ ecs }, { target }) => ({ requestId: await deleteCluster(ecs, target.cluster) }),
});
