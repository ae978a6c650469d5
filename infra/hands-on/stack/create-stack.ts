import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import type { HandsOnWorld } from '../hands-on-world.ts';
import { names } from '../names.ts';
import { followStack } from './follow-stack.ts';
import type { HandsOnStack } from './hands-on-stack.ts';
import { stackInput } from './stack-input.ts';

/** Makes the stack and tells how it goes. Gives it as it is then, which may be a failure that was taken back. */
export async function createStack(
  world: HandsOnWorld,
  parameters: Readonly<Record<string, string>>,
): Promise<HandsOnStack> {
  const command = new CreateStackCommand(await stackInput(parameters));
  const { StackId = names.stack } = await world.clients.cloudFormation.send(command);
  return followStack(world, StackId);
}
