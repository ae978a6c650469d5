import type { ECSClient } from '@aws-sdk/client-ecs';
import { createService } from '../../ecs/create-service.ts';
import { describeServices } from '../../ecs/describe-services.ts';
import { readClusterTags } from '../../ecs/read-cluster-tags.ts';
import type { Service } from '../../ecs/service.ts';
import type { ChangeKind } from '../change-kind.ts';
import type { CreateServiceChange } from '../resource-change.ts';
import { forHandsOn } from './for-hands-on.ts';

/** It moves when there is a service of this name, or no such cluster any more. */
export const createServiceKind: ChangeKind<CreateServiceChange> = forHandsOn({
  async look({ ecs }, change) {
    const { target, after } = change;
    const [found, tags] = await Promise.all([
      readService(ecs, target),
      // A new service has no tags but its cluster's.
      readClusterTags(ecs, target.cluster),
    ]);
    return { moved: found !== 'none', seen: change, tags, effect: { raisedTo: after.desiredCount } };
  },
  async apply({ ecs }, change) {
    try {
      return { requestId: await createService(ecs, change) };
    } catch (error) {
      // ECS calls a second time "not idempotent"; what is there just as wanted was made by the first.
      if (!isNamed(error, 'InvalidParameterException')) throw error;
      const found = await readService(ecs, change.target);
      if (typeof found === 'string' || !isAsWanted(found, change)) throw error;
      return { requestId: undefined };
    }
  },
});

async function readService(
  ecs: ECSClient,
  { cluster, service }: CreateServiceChange['target'],
): Promise<Service | 'none' | 'noCluster'> {
  try {
    return (await describeServices(ecs, cluster, [service]))[0] ?? 'none';
  } catch (error) {
    if (isNamed(error, 'ClusterNotFoundException')) return 'noCluster';
    throw error;
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

function isAsWanted(found: Service, { taskDefinition, after, container }: CreateServiceChange): boolean {
  return (
    found.status === 'ACTIVE' &&
    found.taskDefinition === taskDefinition &&
    found.desiredCount === after.desiredCount &&
    found.loadBalancers.some((each) => each.container === `${container.name}:${container.port}`)
  );
}
