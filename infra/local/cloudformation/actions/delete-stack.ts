import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { findStack } from '../find-stack.ts';
import { beginOperation } from '../operations/begin-operation.ts';
import { recordStack } from '../operations/record-stack.ts';
import { removeStack } from '../operations/remove-stack.ts';
import { refuseUnplayed } from './read-request.ts';

/** `aws cloudformation delete-stack --stack-name …`; one that is not there is well deleted. Ends a creation that is under way. */
export function deleteStack(world: CloudFormationWorld, input: DeleteStackInput) {
  const { StackName = '', ClientRequestToken: _, ...unplayed } = input;
  refuseUnplayed(unplayed);
  const isThere = [...world.stacks.values()].some(
    ({ id, name, deletedAt }) => deletedAt === undefined && (id === StackName || name === StackName),
  );
  if (!isThere) return {};
  const stack = findStack(world, StackName);
  if (stack.status === 'DELETE_IN_PROGRESS') return {};
  recordStack(world, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
  beginOperation(stack, () => removeStack(world, stack));
  return {};
}
