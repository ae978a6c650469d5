import type { EcsWorld } from '../ecs-world.ts';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { readIdentifier } from './read-identifier.ts';

/**
 * The revision of `family:revision`, its ARN, or `family` alone (the latest ACTIVE one); undefined when there is none. Refuses a
 * revision that is no number.
 */
export function findTaskDefinition(world: EcsWorld, identifier: string): TaskDefinitionEntity | undefined {
  const [family = '', ...rest] = readIdentifier(world, identifier, 'task-definition').join('/').split(':');
  const revisions = world.store.taskDefinitions.get(family) ?? [];
  if (rest.length === 0) return revisions.findLast(({ status }) => status === 'ACTIVE');
  const revision = rest.join(':');
  if (!/^\d{1,9}$/.test(revision)) throw invalidParameter(`Invalid revision number. Number: ${revision}`);
  return revisions.find((entity) => entity.revision === Number(revision));
}
