import type { ScalableTarget } from './scalable-target.ts';
import type { ScalingWorld } from './scaling-world.ts';

/** The target of that id; one whose service was deleted went with it. */
export function liveTarget(world: ScalingWorld, resourceId: string): ScalableTarget | undefined {
  const [, cluster = '', service = ''] = resourceId.split('/');
  if (world.counts.read(cluster, service) === undefined) world.targets.delete(resourceId);
  return world.targets.get(resourceId);
}
