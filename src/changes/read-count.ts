import { describeScalableTarget } from '../autoscaling/describe-scalable-target.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { autoscalingState } from './autoscaling-state.ts';
import type { Clients } from './clients.ts';
import type { CountState } from './count-state.ts';
import { boundsAfter, countAfter, type Effect } from './effects.ts';

/**
 * A service's count and bounds now, with what the bot has just set and ECS may not show yet; undefined when there is no such service any
 * more, or it is being deleted.
 */
export async function readCount(
  { ecs, autoscaling }: Omit<Clients, 'ecr'>,
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
    ...{ desiredCount: countAfter(desiredCount, recent), runningCount },
    ...(bounds && { autoscaling: bounds }),
  };
}
