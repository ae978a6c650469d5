import { describeServices } from '../ecs/describe-services.ts';
import { updateDesiredCount } from '../ecs/update-desired-count.ts';
import type { ScaleChange } from './change.ts';
import type { ChangeKind } from './change-kind.ts';

/** Scaling moves when somebody else set another desired count, or deleted the service. */
export const scaleKind: ChangeKind<ScaleChange> = {
  async hasMoved(ecs, { target, before }) {
    const [service] = await describeServices(ecs, target.cluster, [target.service]);
    return service?.desiredCount !== before.desiredCount;
  },
  apply: (ecs, { target, after }) => updateDesiredCount(ecs, target, after.desiredCount),
};
