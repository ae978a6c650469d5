import { describeScalableTarget } from '../autoscaling/describe-scalable-target.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { autoscalingState } from './autoscaling-state.ts';
import type { Clients } from './clients.ts';
import type { CountState } from './count-state.ts';

/** A service's count and bounds now; undefined when there is no such service any more. */
export async function readCount(
  { ecs, autoscaling }: Omit<Clients, 'ecr'>,
  target: { readonly cluster: string; readonly service: string },
): Promise<CountState | undefined> {
  const [[service], scalable] = await Promise.all([
    describeServices(ecs, target.cluster, [target.service]),
    describeScalableTarget(autoscaling, target),
  ]);
  if (service === undefined) return undefined;
  const { desiredCount, runningCount } = service;
  return { desiredCount, runningCount, ...(scalable && { autoscaling: autoscalingState(scalable) }) };
}
