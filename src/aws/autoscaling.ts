import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type ScalableTarget as SdkScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';

/** What Application Auto Scaling may do with a service's desired count. */
export interface ScalableTarget {
  readonly target: { readonly cluster: string; readonly service: string };
  /** 0 or more. */
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** What is paused: scale-in policies, scale-out policies, and scheduled actions. */
  readonly suspended: {
    readonly scaleIn: boolean;
    readonly scaleOut: boolean;
    readonly scheduled: boolean;
  };
  /** The role that scales; usually AWS's own service-linked role. */
  readonly roleArn: string | undefined;
}

/** Narrows the SDK's all-optional scalable target of an ECS service. */
function toScalableTarget({ ResourceId = '', ...target }: SdkScalableTarget): ScalableTarget {
  const [, cluster = '', service = ''] = ResourceId.split('/');
  return {
    target: { cluster, service },
    minCapacity: target.MinCapacity ?? 0,
    maxCapacity: target.MaxCapacity ?? 0,
    suspended: {
      scaleIn: target.SuspendedState?.DynamicScalingInSuspended ?? false,
      scaleOut: target.SuspendedState?.DynamicScalingOutSuspended ?? false,
      scheduled: target.SuspendedState?.ScheduledScalingSuspended ?? false,
    },
    roleArn: target.RoleARN,
  };
}

/**
 * `aws application-autoscaling describe-scalable-targets --service-namespace ecs --resource-ids service/<cluster>/<service> --scalable-dimension
 * ecs:service:DesiredCount`. Undefined if the service has no auto scaling.
 */
export async function describeScalableTarget(
  client: ApplicationAutoScalingClient,
  target: { readonly cluster: string; readonly service: string },
): Promise<ScalableTarget | undefined> {
  const { ResourceId, ...resource } = scalableResource(target);
  const answer = await client.send(
    new DescribeScalableTargetsCommand({ ...resource, ResourceIds: [ResourceId] }),
  );
  const [found] = answer.ScalableTargets ?? [];
  return found && toScalableTarget(found);
}

/** Application Auto Scaling's name for a service's desired count. */
function scalableResource(target: { readonly cluster: string; readonly service: string }) {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${target.cluster}/${target.service}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
}

/** What to change in a scalable target; absent fields stay as they are. */
interface ScalableTargetChange {
  readonly minCapacity?: number;
  readonly maxCapacity?: number;
  /** All three: AWS does not document what happens to one that is left out. */
  readonly suspended?: ScalableTarget['suspended'];
}

/**
 * `aws application-autoscaling register-scalable-target --service-namespace ecs --resource-id service/<cluster>/<service> --scalable-dimension
 * ecs:service:DesiredCount [--min-capacity …] [--max-capacity …] [--suspended-state …]`.
 *
 * Any call at once moves a desired count that is outside the bounds into them: pausing does not keep a count above the maximum. A target that does
 * not exist yet is created, and then needs both bounds.
 * @throws ValidationException for bounds that contradict each other or a service that does not exist; ConcurrentUpdateException when another call is
 * changing the same target (may be retried)
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
