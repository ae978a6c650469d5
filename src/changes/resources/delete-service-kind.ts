import { deleteService } from '../../ecs/delete-service.ts';
import { describeServices } from '../../ecs/describe-services.ts';
import { readClusterTags } from '../../ecs/read-cluster-tags.ts';
import type { ChangeKind } from '../change-kind.ts';
import { narrowingTags } from '../narrowing-tags.ts';
import type { DeleteServiceChange } from '../resource-change.ts';
import { forHandsOn } from './for-hands-on.ts';

/** It moves when the service is gone, or wants another count than its card says. */
export const deleteServiceKind: ChangeKind<DeleteServiceChange> = forHandsOn({
  async look({ ecs }, change) {
    const { target, before } = change;
    const [services, clusterTags] = await Promise.all([
      describeServices(ecs, target.cluster, [target.service], ['TAGS']),
      readClusterTags(ecs, target.cluster),
    ]);
    const service = services.find(({ status }) => status === 'ACTIVE');
    return {
      moved: service?.desiredCount !== before.desiredCount,
      seen: change,
      tags: narrowingTags(clusterTags, service?.tags ?? {}),
      effect: { leaves: 0 },
    };
  },
  apply: async ({ ecs }, { target }) => ({ requestId: await deleteService(ecs, target) }),
});
