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
  /** What is paused: policies that scale in, that scale out, and scheduled actions. */
  readonly suspended: {
    readonly scaleIn: boolean;
    readonly scaleOut: boolean;
    readonly scheduled: boolean;
  };
  /** The role that scales; AWS's own service-linked one as a rule. */
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
 * `aws application-autoscaling describe-scalable-targets --service-namespace ecs --resource-ids service/<cluster>/<service>
 * --scalable-dimension ecs:service:DesiredCount`. Undefined where nothing scales the service by itself.
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

/** How Application Auto Scaling names a service's desired count. */
function scalableResource(target: { readonly cluster: string; readonly service: string }) {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${target.cluster}/${target.service}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
}

/** What to change of a scalable target; what is absent stays. */
interface ScalableTargetChange {
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
