import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { reasonOf } from '../resources/reason-of.ts';
import { resourceTypes } from '../resources/resource-types.ts';
import type { StackEntity, StackResource } from '../stack-entity.ts';
import { pause } from './pause.ts';
import { recordResource } from './record-resource.ts';

/**
 * Deletes resources of the stack, each once what depends on it is gone. Gives the logical ids of what could not be deleted; what
 * these need stays too.
 */
export async function deleteResources(
  world: CloudFormationWorld,
  stack: StackEntity,
  ids: ReadonlySet<string> = new Set(stack.resources.keys()),
): Promise<string[]> {
  const failed: string[] = [];
  const running = new Map<string, Promise<boolean>>();
  const all = [...stack.resources.values()].filter(({ planned }) => ids.has(planned.id));

  const remove = (resource: StackResource): Promise<boolean> => {
    const { id } = resource.planned;
    const known = running.get(id);
    if (known !== undefined) return known;
    const promise = run(resource);
    running.set(id, promise);
    return promise;
  };
  const run = async (resource: StackResource): Promise<boolean> => {
    const { id, type } = resource.planned;
    const dependents = all.filter(({ planned }) => planned.dependsOn.includes(id));
    const gone = await Promise.all(dependents.map(remove));
    if (gone.includes(false)) return false;
    try {
      // What failed before there was anything of it has nothing to delete.
      if (resource.physicalId !== '') {
        recordResource(world, stack, resource, 'DELETE_IN_PROGRESS');
        await deleteIfThere(world, resource);
        await pause(world, (resourceTypes[type]?.seconds ?? 0) / 4);
        recordResource(world, stack, resource, 'DELETE_COMPLETE');
      }
      stack.resources.delete(id);
      return true;
    } catch (error) {
      failed.push(id);
      recordResource(world, stack, resource, 'DELETE_FAILED', reasonOf(error));
      return false;
    }
  };
  await Promise.all(all.map(remove));
  return failed;
}

/** What somebody deleted by hand is well deleted. */
async function deleteIfThere(world: CloudFormationWorld, resource: StackResource): Promise<void> {
  try {
    await resourceTypes[resource.planned.type]?.delete(world, resource);
  } catch (error) {
    if (error instanceof ServiceError && /NotFoundException$/.test(error.name)) return;
    throw error;
  }
}
