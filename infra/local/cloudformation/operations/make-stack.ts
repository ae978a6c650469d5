import { evaluate } from '../../lambda/evaluate.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import type { StackEntity } from '../stack-entity.ts';
import { deleteResources } from './delete-resources.ts';
import { makeResources } from './make-resources.ts';
import { recordStack } from './record-stack.ts';
import { valuesOf } from './values-of.ts';

/** Makes what the stack's plan has and the stack has not; after a failure it deletes what it made. A cancelled one just ends. */
export async function makeStack(
  world: CloudFormationWorld,
  stack: StackEntity,
  kind: 'CREATE' | 'UPDATE',
  cancel: AbortController,
): Promise<void> {
  const had = new Set(stack.resources.keys());
  const failed = await makeResources(world, stack, cancel);
  if (cancel.signal.aborted) return;
  const rollback = kind === 'CREATE' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to create: [${failed.join(', ')}]. Rollback requested by user.`;
    recordStack(world, stack, `${rollback}_IN_PROGRESS`, reason);
    const made = new Set([...stack.resources.keys()].filter((id) => !had.has(id)));
    const left = await deleteResources(world, stack, made);
    if (cancel.signal.aborted) return;
    if (left.length === 0) recordStack(world, stack, `${rollback}_COMPLETE`);
    else recordStack(world, stack, `${rollback}_FAILED`, notDeleted(left));
    return;
  }
  stack.outputs = Object.entries(stack.plan.outputs).map(([OutputKey, { Value, Description }]) => ({
    OutputKey,
    OutputValue: String(evaluate(Value, valuesOf(world, stack))),
    ...(Description !== undefined && { Description }),
  }));
  recordStack(world, stack, `${kind}_COMPLETE`);
}

function notDeleted(ids: readonly string[]): string {
  return `The following resource(s) failed to delete: [${ids.join(', ')}]. `;
}
