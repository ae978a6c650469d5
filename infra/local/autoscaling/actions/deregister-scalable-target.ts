import type { DeregisterScalableTargetRequest } from '@aws-sdk/client-application-auto-scaling';
import { ServiceError } from '../../aws/service-error.ts';
import { liveTarget } from '../live-target.ts';
import { readResource } from '../read-resource.ts';
import type { ScalingWorld } from '../scaling-world.ts';

/** `aws application-autoscaling deregister-scalable-target …`: the service keeps the desired count that it has. */
export function deregisterScalableTarget(world: ScalingWorld, input: DeregisterScalableTargetRequest) {
  const { resourceId } = readResource(input);
  if (liveTarget(world, resourceId) === undefined) {
    throw new ServiceError(
      'ObjectNotFoundException',
      `No scalable target found for service namespace: ${input.ServiceNamespace}, resource ID: ${resourceId}, scalable dimension: ${input.ScalableDimension}`,
    );
  }
  world.targets.delete(resourceId);
  return {};
}
