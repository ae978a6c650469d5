import { ServiceError } from '../../aws/service-error.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { findCluster } from './find-cluster.ts';
import { readNameInCluster } from './read-name-in-cluster.ts';

/** The service of that name or ARN, in whatever status. Throws ServiceNotFoundException. */
export function findService(
  world: EcsWorld,
  clusterIdentifier: string | undefined,
  identifier = '',
): ServiceEntity {
  const cluster = findCluster(world, clusterIdentifier);
  const name = readNameInCluster(world, cluster, identifier, 'service');
  const service = world.store.services.get(world.arns.service(cluster.name, name));
  if (service === undefined) throw new ServiceError('ServiceNotFoundException', 'Service not found.');
  return service;
}
