import type { ScalableTarget as SdkScalableTarget } from '@aws-sdk/client-application-auto-scaling';

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
export function toScalableTarget({ ResourceId = '', ...target }: SdkScalableTarget): ScalableTarget {
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
