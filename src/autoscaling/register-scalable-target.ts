import {
  type ApplicationAutoScalingClient,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { scalableResource } from './scalable-resource.ts';
import type { ScalableTarget } from './scalable-target.ts';

/** What to change of a scalable target; what is absent stays. */
export interface ScalableTargetChange {
  readonly minCapacity?: number;
  readonly maxCapacity?: number;
  /** All three: what AWS makes of one that is left out is documented nowhere. */
  readonly suspended?: ScalableTarget['suspended'];
}

/**
 * `aws application-autoscaling register-scalable-target --service-namespace ecs --resource-id service/<cluster>/<service>
 * --scalable-dimension ecs:service:DesiredCount [--min-capacity …] [--max-capacity …] [--suspended-state …]`.
 *
 * Whatever it is called with, it at once moves a desired count that lies outside the bounds into them: pausing does not
 * keep a count above the maximum. A target that does not exist yet is made, and then needs both bounds.
 * @throws ValidationException for bounds that contradict each other or a service that does not exist;
 *   ConcurrentUpdateException when another call changes the same target (may be tried again)
 */
export async function registerScalableTarget(
  client: ApplicationAutoScalingClient,
  target: { readonly cluster: string; readonly service: string },
  { minCapacity, maxCapacity, suspended }: ScalableTargetChange,
): Promise<void> {
  await client.send(
    new RegisterScalableTargetCommand({
      ...scalableResource(target),
      MinCapacity: minCapacity,
      MaxCapacity: maxCapacity,
      SuspendedState: suspended && {
        DynamicScalingInSuspended: suspended.scaleIn,
        DynamicScalingOutSuspended: suspended.scaleOut,
        ScheduledScalingSuspended: suspended.scheduled,
      },
    }),
  );
}
