import type { EcsWorld } from '../ecs-world.ts';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import { readIdentifier } from './read-identifier.ts';

/** The revision of `family:revision`, its ARN, or `family` alone (the latest ACTIVE one); undefined when there is none. */
export function findTaskDefinition(world: EcsWorld, identifier: string): TaskDefinitionEntity | undefined {
  const [family = '', revision] = readIdentifier(world, identifier, 'task-definition').join('/').split(':');
  const revisions = world.store.taskDefinitions.get(family) ?? [];
  if (revision === undefined) return revisions.findLast(({ status }) => status === 'ACTIVE');
  return revisions.find((entity) => String(entity.revision) === revision);
}
