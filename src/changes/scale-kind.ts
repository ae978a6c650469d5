import { isDeepStrictEqual } from 'node:util';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeScalableTarget } from '../autoscaling/describe-scalable-target.ts';
import { registerScalableTarget } from '../autoscaling/register-scalable-target.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { readClusterTags } from '../ecs/read-cluster-tags.ts';
import { wantedTasks } from '../ecs/running-tasks.ts';
import { updateDesiredCount } from '../ecs/update-desired-count.ts';
import { autoscalingState } from './autoscaling-state.ts';
import type { ScaleChange } from './change.ts';
import type { ChangeKind } from './change-kind.ts';
import { boundsAfter, countAfter, type Effect, stoppedTasks } from './effects.ts';
import { healthyLeft } from './healthy-tasks.ts';
import { narrowingTags } from './narrowing-tags.ts';

/** Scaling moves when somebody set another desired count or other bounds, or deletes the service. */
export const scaleKind: ChangeKind<ScaleChange> = {
  async look({ ecs, autoscaling }, change, recent) {
    const { target, before, after, autoscaling: asked } = change;
    const [[service], clusterTags, scalable] = await Promise.all([
      describeServices(ecs, target.cluster, [target.service], ['TAGS']),
      readClusterTags(ecs, target.cluster),
      describeScalableTarget(autoscaling, target),
    ]);
    const state = boundsAfter(scalable && autoscalingState(scalable), recent);
    const isThere = service?.status === 'ACTIVE';
    const moved =
      !isThere ||
      countAfter(service.desiredCount, recent) !== before.desiredCount ||
      !isDeepStrictEqual(state, asked?.before);
    // What is asked anew is counted anew.
    const isLower = !moved && after.desiredCount < before.desiredCount;
    return {
      moved,
      seen: change,
      tags: narrowingTags(clusterTags, service?.tags ?? {}),
      effect: {
        ...raised(before.desiredCount, after.desiredCount, asked),
        ...(isLower && { leaves: await leftAfter(ecs, change, recent) }),
      },
    };
  },
  async apply({ ecs, autoscaling }, { target, after, autoscaling: asked }) {
    // First the bounds: setting them moves the count into them at once.
    if (asked?.after) await registerScalableTarget(autoscaling, target, asked.after);
    return { requestId: await updateDesiredCount(ecs, target, after.desiredCount) };
  },
};

/** A higher maximum lets the service grow as a higher count does. */
function raised(from: number, to: number, asked: ScaleChange['autoscaling']): { raisedTo?: number } {
  const most = asked?.after && asked.after.maxCapacity > asked.before.maxCapacity && asked.after.maxCapacity;
  const counts = [...(to > from ? [to] : []), ...(most ? [most] : [])];
  return counts.length === 0 ? {} : { raisedTo: Math.max(...counts) };
}

/** Healthy tasks that a lower count leaves: without those that the bot has just stopped, whose replacements may be on their way. */
async function leftAfter(
  ecs: ECSClient,
  { target, before, after }: ScaleChange,
  recent: readonly Effect[],
): Promise<number> {
  const stopped = stoppedTasks(recent);
  const tasks = await wantedTasks(ecs, target.cluster, target.service);
  const staying = tasks.filter(({ arn }) => !stopped.has(arn));
  const unseen = Math.min(stopped.size, Math.max(0, before.desiredCount - staying.length));
  return healthyLeft(staying, after.desiredCount, unseen);
}
