import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { liveTarget } from '../live-target.ts';
import { readResource, resourceRequest } from '../resource-request.ts';
import type { ScalableTarget } from '../scalable-target.ts';
import type { ScalingWorld } from '../scaling-world.ts';
import { targetArn } from '../target-arn.ts';
import { validationError } from '../validation-error.ts';

const capacity = z.number().int().min(0).max(2_147_483_647).optional();
const request = resourceRequest.extend({
  MinCapacity: capacity,
  MaxCapacity: capacity,
  RoleARN: z.string().min(1).max(1600).optional(),
  SuspendedState: z
    .object({
      DynamicScalingInSuspended: z.boolean().optional(),
      DynamicScalingOutSuspended: z.boolean().optional(),
      ScheduledScalingSuspended: z.boolean().optional(),
    })
    .optional(),
});

/**
 * `aws application-autoscaling register-scalable-target …`: makes a target, or changes what is named of it. Either way it
 * at once moves the service's desired count into the bounds, also when the call names none.
 */
export function registerScalableTarget(world: ScalingWorld, input: Record<string, unknown>) {
  const asked = parseInput(request, input, 'ValidationException');
  const { cluster, service } = readResource(asked);
  const desired = world.counts.read(cluster, service);
  if (desired === undefined) throw validationError(`ECS service doesn't exist: ${asked.ResourceId}`);

  const existing = liveTarget(world, asked.ResourceId);
  const minCapacity = asked.MinCapacity ?? existing?.minCapacity;
  const maxCapacity = asked.MaxCapacity ?? existing?.maxCapacity;
  if (minCapacity === undefined || maxCapacity === undefined) {
    throw validationError('Both MinCapacity and MaxCapacity are required to register a new scalable target.');
  }
  if (minCapacity > maxCapacity) {
    throw validationError('Maximum capacity cannot be less than minimum capacity');
  }
  const target = existing ?? newTarget(world, asked.ResourceId);
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
  asked: z.infer<typeof request>['SuspendedState'] = {},
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
    minCapacity: 0,
    maxCapacity: 0,
    suspended: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
  };
}
