import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { scalableResource } from './scalable-resource.ts';
import { type ScalableTarget, toScalableTarget } from './scalable-target.ts';

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
