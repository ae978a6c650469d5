import type { RegisterScalableTargetRequest } from '@aws-sdk/client-application-auto-scaling';
import { liveTarget } from '../live-target.ts';
import { mergeTags } from '../merge-tags.ts';
import { readResource } from '../read-resource.ts';
import type { ScalableTarget } from '../scalable-target.ts';
import type { ScalingWorld } from '../scaling-world.ts';
import { targetArn } from '../target-arn.ts';
import { validationError } from '../validation-error.ts';

/**
 * `aws application-autoscaling register-scalable-target …`: makes a target, or changes what is named of it. Either way it
 * at once moves the service's desired count into the bounds, also when the call names none.
 */
export function registerScalableTarget(world: ScalingWorld, asked: RegisterScalableTargetRequest) {
  const { resourceId, cluster, service } = readResource(asked);
  const tags = mergeTags({}, asked.Tags);
  for (const bound of ['MinCapacity', 'MaxCapacity'] as const) {
    if ((asked[bound] ?? 0) < 0) throw validationError(`${bound} cannot be negative.`);
  }
  const desired = world.counts.read(cluster, service);
  if (desired === undefined) throw validationError(`ECS service doesn't exist: ${resourceId}`);

  const existing = liveTarget(world, resourceId);
  const minCapacity = asked.MinCapacity ?? existing?.minCapacity;
  const maxCapacity = asked.MaxCapacity ?? existing?.maxCapacity;
  if (minCapacity === undefined || maxCapacity === undefined) {
    throw validationError('Both MinCapacity and MaxCapacity are required to register a new scalable target.');
  }
  if (minCapacity > maxCapacity) {
    throw validationError('Maximum capacity cannot be less than minimum capacity');
  }
  if (existing !== undefined && asked.Tags !== undefined) {
    throw validationError(
      'Tags can only be specified when a scalable target is registered. Use TagResource to change them.',
    );
  }
  const target = existing ?? { ...newTarget(world, resourceId), tags };
  target.minCapacity = minCapacity;
  target.maxCapacity = maxCapacity;
  target.suspended = suspendedBy(target.suspended, asked.SuspendedState);
  world.targets.set(target.resourceId, target);
  const clamped = Math.min(Math.max(desired, minCapacity), maxCapacity);
  if (clamped !== desired) world.counts.write(cluster, service, clamped);
  return { ScalableTargetARN: target.arn };
}

/** What the request is silent about stays as it is. */
function suspendedBy(
  before: ScalableTarget['suspended'],
  asked: RegisterScalableTargetRequest['SuspendedState'] = {},
): ScalableTarget['suspended'] {
  return {
    DynamicScalingInSuspended: asked.DynamicScalingInSuspended ?? before.DynamicScalingInSuspended,
    DynamicScalingOutSuspended: asked.DynamicScalingOutSuspended ?? before.DynamicScalingOutSuspended,
    ScheduledScalingSuspended: asked.ScheduledScalingSuspended ?? before.ScheduledScalingSuspended,
  };
}

/** Its role is always the service-linked one: for ECS no other is taken. */
function newTarget(world: ScalingWorld, resourceId: string): ScalableTarget {
  return {
    arn: targetArn(world, resourceId),
    resourceId,
    roleArn: `arn:aws:iam::${world.accountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    createdAt: world.now(),
    tags: {},
    minCapacity: 0,
    maxCapacity: 0,
    suspended: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
  };
}
