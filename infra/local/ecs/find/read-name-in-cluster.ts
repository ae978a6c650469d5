import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { readIdentifier } from './read-identifier.ts';

/** The last part of `name`, `cluster/name` or the ARN of either form. Refuses one that names another cluster. */
export function readNameInCluster(
  world: EcsWorld,
  cluster: ClusterEntity,
  identifier: string,
  type: 'service' | 'task',
): string {
  const parts = readIdentifier(world, identifier, type);
  const [first = '', second] = parts;
  if (parts.length > 2) throw invalidParameter('Unexpected number of separators');
  if (second === undefined) return first;
  if (first !== cluster.name) {
    throw invalidParameter(`Identifier is for ${first}. Your cluster is ${cluster.name}`);
  }
  return second;
}
