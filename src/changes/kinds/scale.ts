import { isDeepStrictEqual } from 'node:util';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeScalableTarget, registerScalableTarget } from '../../aws/autoscaling.ts';
import { readClusterTags } from '../../aws/ecs/clusters.ts';
import { describeServices, updateDesiredCount } from '../../aws/ecs/services.ts';
import { wantedTasks } from '../../aws/ecs/tasks.ts';
import { autoscalingState, type CountState, type ScaleChange } from '../change.ts';
import { boundsAfter, countAfter, type Effect, stoppedTasks } from '../effects.ts';
import { type ChangeKind, type Clients, healthyLeft, narrowingTags } from './kind.ts';

/**
 * A service's count and bounds now, including what the bot has just set and ECS may not show yet; undefined when the service no longer exists or is
 * being deleted.
 */
export async function readCount(
  { ecs, autoscaling }: Pick<Clients, 'ecs' | 'autoscaling'>,
  target: { readonly cluster: string; readonly service: string },
  recent: readonly Effect[],
): Promise<CountState | undefined> {
  const [[service], scalable] = await Promise.all([
    describeServices(ecs, target.cluster, [target.service]),
    describeScalableTarget(autoscaling, target),
  ]);
  if (service?.status !== 'ACTIVE') return undefined;
  const { desiredCount, runningCount } = service;
  const bounds = boundsAfter(scalable && autoscalingState(scalable), recent);
  return {
    desiredCount: countAfter(desiredCount, recent),
    runningCount,
    ...(bounds && { autoscaling: bounds }),
  };
}

/** Stale when the desired count or the bounds were changed, or the service is gone or being deleted. */
export const scaleKind: ChangeKind<ScaleChange> = {
  async inspect({ ecs, autoscaling }, change, recent) {
    const { target, before, after, autoscaling: asked } = change;
    const [[service], clusterTags, scalable] = await Promise.all([
      describeServices(ecs, target.cluster, [target.service], ['TAGS']),
      readClusterTags(ecs, target.cluster),
      describeScalableTarget(autoscaling, target),
    ]);
    const state = boundsAfter(scalable && autoscalingState(scalable), recent);
    const isThere = service?.status === 'ACTIVE';
    const stale =
      !isThere ||
      countAfter(service.desiredCount, recent) !== before.desiredCount ||
      !isDeepStrictEqual(state, asked?.before);
    // A stale change is asked for again, and its tasks are counted then.
    const isLower = !stale && after.desiredCount < before.desiredCount;
    const runningCount = service?.runningCount ?? before.runningCount;
    return {
      stale,
      current: { ...change, before: { ...before, runningCount } },
      tags: narrowingTags(clusterTags, service?.tags ?? {}),
      effect: {
        ...raised(before.desiredCount, after.desiredCount, asked),
        ...(isLower && { leaves: await leftAfter(ecs, change, recent) }),
      },
    };
  },
  async apply({ ecs, autoscaling }, { target, after, autoscaling: asked }) {
    // Bounds first: setting them moves the count within them at once.
    if (asked?.after) await registerScalableTarget(autoscaling, target, asked.after);
    return { requestId: await updateDesiredCount(ecs, target, after.desiredCount) };
  },
};

/** A higher maximum lets the service grow, just as a higher count does. */
function raised(from: number, to: number, asked: ScaleChange['autoscaling']): { raisedTo?: number } {
  const most = asked?.after && asked.after.maxCapacity > asked.before.maxCapacity && asked.after.maxCapacity;
  const counts = [...(to > from ? [to] : []), ...(most ? [most] : [])];
  return counts.length === 0 ? {} : { raisedTo: Math.max(...counts) };
}

/** Healthy tasks that a lower count leaves, not counting those that the bot has just stopped, whose replacements may be on their way. */
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
