import { isDeepStrictEqual } from 'node:util';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeScalableTarget } from '../autoscaling/describe-scalable-target.ts';
import { registerScalableTarget } from '../autoscaling/register-scalable-target.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { readClusterTags } from '../ecs/read-cluster-tags.ts';
import { runningTasks } from '../ecs/running-tasks.ts';
import { updateDesiredCount } from '../ecs/update-desired-count.ts';
import { autoscalingState } from './autoscaling-state.ts';
import type { ScaleChange } from './change.ts';
import type { ChangeKind } from './change-kind.ts';
import { boundsAfter, countAfter, type Effect, stoppedTasks } from './effects.ts';
import { narrowingTags } from './narrowing-tags.ts';

/** Scaling moves when somebody set another desired count or other bounds, or deletes the service. */
export const scaleKind: ChangeKind<ScaleChange> = {
  async look({ ecs, autoscaling }, change, recent) {
    const { target, before, after, autoscaling: asked } = change;
    const [[service], clusterTags, scalable, missing] = await Promise.all([
      describeServices(ecs, target.cluster, [target.service], ['TAGS']),
      readClusterTags(ecs, target.cluster),
      describeScalableTarget(autoscaling, target),
      notReplaced(ecs, change, recent),
    ]);
    const state = boundsAfter(scalable && autoscalingState(scalable), recent);
    const isThere = service?.status === 'ACTIVE';
    return {
      moved:
        !isThere ||
        countAfter(service.desiredCount, recent) !== before.desiredCount ||
        !isDeepStrictEqual(state, asked?.before),
      seen: change,
      tags: narrowingTags(clusterTags, service?.tags ?? {}),
      effect: {
        ...raised(before.desiredCount, after.desiredCount, asked),
        ...(after.desiredCount < before.desiredCount && { leaves: after.desiredCount - missing }),
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

/**
 * Of the tasks that the bot has just stopped, those without a replacement yet: when fewer are wanted now, none of them comes, and ECS
 * may take a healthy one.
 */
async function notReplaced(
  ecs: ECSClient,
  { target, before }: ScaleChange,
  recent: readonly Effect[],
): Promise<number> {
  const stopped = stoppedTasks(recent);
  if (stopped.size === 0) return 0;
  const running = await runningTasks(ecs, target.cluster, target.service);
  const healthy = running.filter(({ arn, health }) => health !== 'UNHEALTHY' && !stopped.has(arn));
  return Math.min(stopped.size, Math.max(0, before.desiredCount - healthy.length));
}
