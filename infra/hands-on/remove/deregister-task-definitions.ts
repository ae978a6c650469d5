import { DeregisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { findTaskDefinitions } from '../find/find-task-definitions.ts';
import type { Found } from '../find/found.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';

/** Deregisters task definitions: ECS keeps them as INACTIVE, where nothing can be started from them. */
export async function deregisterTaskDefinitions(
  { clients: { ecs }, say }: Pick<HandsOnWorld, 'clients' | 'say'>,
  isWanted: (found: Found) => boolean,
): Promise<void> {
  for (const { name } of (await findTaskDefinitions({ ecs })).filter(isWanted)) {
    await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: name }));
    say(`Deregistered task definition ${name}`);
  }
}
