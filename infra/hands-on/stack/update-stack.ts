import { UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { ScriptProblem } from '../../deploy/script-problem.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';
import { failureText } from './failure-text.ts';
import { followStack } from './follow-stack.ts';
import type { HandsOnStack } from './hands-on-stack.ts';
import { readFailures } from './read-failures.ts';
import { stackInput } from './stack-input.ts';

/**
 * Brings the stack to these parameters and tells how it goes.
 * @throws ScriptProblem with the reasons when the update was taken back
 */
export async function updateStack(
  world: HandsOnWorld,
  stack: HandsOnStack,
  parameters: Readonly<Record<string, string>>,
): Promise<HandsOnStack> {
  const input = await stackInput(parameters);
  await world.clients.cloudFormation.send(new UpdateStackCommand(input));
  const updated = await followStack(world, stack.id);
  if (updated.status === 'UPDATE_COMPLETE') return updated;
  throw new ScriptProblem(failureText(updated, await readFailures(world.clients, updated.id)));
}
