import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import { liveTarget } from '../live-target.ts';
import { readResource, resourceRequest } from '../resource-request.ts';
import type { ScalingWorld } from '../scaling-world.ts';

/** `aws application-autoscaling deregister-scalable-target …`: the service keeps the desired count that it has. */
export function deregisterScalableTarget(world: ScalingWorld, input: Record<string, unknown>) {
  const asked = parseInput(resourceRequest, input, 'ValidationException');
  readResource(asked);
  if (liveTarget(world, asked.ResourceId) === undefined) {
    const { ServiceNamespace, ResourceId, ScalableDimension } = asked;
    throw new ServiceError(
      'ObjectNotFoundException',
      `No scalable target found for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`,
    );
  }
  world.targets.delete(asked.ResourceId);
  return {};
}
