import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { ScriptProblem } from '../../deploy/script-problem.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';
import { failureText } from './failure-text.ts';
import { followStack } from './follow-stack.ts';
import type { HandsOnStack } from './hands-on-stack.ts';
import { readFailures } from './read-failures.ts';

/**
 * Deletes the stack, whatever it does right now, and tells how it goes.
 * @throws ScriptProblem with the reasons when something of it could not be deleted
 */
export async function removeStack(world: HandsOnWorld, stack: HandsOnStack): Promise<void> {
  if (stack.status !== 'DELETE_IN_PROGRESS') {
    await world.clients.cloudFormation.send(new DeleteStackCommand({ StackName: stack.id }));
  }
  const left = await followStack(world, stack.id);
  if (left.status === 'DELETE_COMPLETE') return;
  throw new ScriptProblem(failureText(left, await readFailures(world.clients, left.id)));
}
