import type { EcsWorld } from '../ecs-world.ts';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import { clientError } from '../refuse/client-error.ts';
import { findTaskDefinition } from './find-task-definition.ts';

/** The revision that a new service, deployment or task may use. Throws ClientException. */
export function findUsableTaskDefinition(
  world: EcsWorld,
  identifier: string | undefined,
): TaskDefinitionEntity {
  if (identifier === undefined || identifier === '') throw clientError('TaskDefinition can not be blank.');
  const entity = findTaskDefinition(world, identifier);
  if (entity === undefined) throw clientError('TaskDefinition not found.');
  if (entity.status !== 'ACTIVE') throw clientError('TaskDefinition is inactive');
  return entity;
}
