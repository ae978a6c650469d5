import { ServiceError } from '../../aws/service-error.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import { readIdentifier } from './read-identifier.ts';

/** The ACTIVE cluster of that name or ARN; `default` when none is named. Throws ClusterNotFoundException. */
export function findCluster(world: EcsWorld, identifier = 'default'): ClusterEntity {
  const cluster = world.store.clusters.get(readIdentifier(world, identifier, 'cluster').join('/'));
  if (cluster === undefined) throw new ServiceError('ClusterNotFoundException', 'Cluster not found.');
  if (cluster.status !== 'ACTIVE') {
    throw new ServiceError('ClusterNotFoundException', 'The referenced cluster was inactive.');
  }
  return cluster;
}
