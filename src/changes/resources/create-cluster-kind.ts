import { createCluster } from '../../ecs/create-cluster.ts';
import { describeClusters } from '../../ecs/describe-clusters.ts';
import { isFirstCluster } from '../../ecs/is-first-cluster.ts';
import { readClusterTags } from '../../ecs/read-cluster-tags.ts';
import type { ChangeKind } from '../change-kind.ts';
import { NotYet } from '../not-yet.ts';
import type { CreateClusterChange } from '../resource-change.ts';
import { forHandsOn } from './for-hands-on.ts';

/** It moves when the cluster is there already. */
export const createClusterKind: ChangeKind<CreateClusterChange> = forHandsOn({
  async look({ ecs }, change) {
    const { cluster } = change.target;
    const [[found], tags] = await Promise.all([
      describeClusters(ecs, [cluster]),
      readClusterTags(ecs, cluster),
    ]);
    return { moved: found !== undefined, seen: change, tags, effect: {} };
  },
  async apply({ ecs }, { target: { cluster } }) {
    try {
      return { requestId: await createCluster(ecs, cluster) };
    } catch (error) {
      if (!isFirstCluster(error)) throw error;
      const [made] = await describeClusters(ecs, [cluster]);
      if (made !== undefined) return { requestId: undefined };
      throw new NotYet('firstCluster', { cause: error });
    }
  },
});
