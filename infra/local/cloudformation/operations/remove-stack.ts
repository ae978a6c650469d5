import type { CloudFormationWorld } from '../cloudformation-world.ts';
import type { StackEntity } from '../stack-entity.ts';
import { deleteResources } from './delete-resources.ts';
import { recordStack } from './record-stack.ts';

/** Deletes what the stack holds. */
export async function removeStack(world: CloudFormationWorld, stack: StackEntity): Promise<void> {
  const left = await deleteResources(world, stack);
  if (left.length > 0) {
    const reason = `The following resource(s) failed to delete: [${left.join(', ')}]. `;
    recordStack(world, stack, 'DELETE_FAILED', reason);
    return;
  }
  stack.deletedAt = new Date(world.clock.now());
  recordStack(world, stack, 'DELETE_COMPLETE');
}
