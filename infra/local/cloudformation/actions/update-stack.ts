import { isDeepStrictEqual } from 'node:util';
import type { UpdateStackInput } from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { findStack } from '../find-stack.ts';
import { beginOperation } from '../operations/begin-operation.ts';
import { makeStack } from '../operations/make-stack.ts';
import { recordStack } from '../operations/record-stack.ts';
import { readRequest } from './read-request.ts';

/** `aws cloudformation update-stack …`: here a stack can only grow. A resource that changes or goes is refused. */
export function updateStack(world: CloudFormationWorld, input: UpdateStackInput) {
  const { StackName, parameters, plan } = readRequest(world, input);
  const stack = findStack(world, StackName);
  if (!/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(stack.status)) {
    const message = `Stack:${stack.id} is in ${stack.status} state and can not be updated.`;
    throw new ServiceError('ValidationError', message);
  }
  const before = new Map(stack.plan.resources.map((each) => [each.id, each]));
  const after = new Map(plan.resources.map((each) => [each.id, each]));
  const changed = [...before].find(([id, each]) => !isDeepStrictEqual(after.get(id), each))?.[0];
  if (changed !== undefined) {
    const message = `The local CloudFormation can only add to a stack: ${changed} would change.`;
    throw new ServiceError('ValidationError', message);
  }
  if (after.size === before.size) {
    throw new ServiceError('ValidationError', 'No updates are to be performed.');
  }
  stack.updatedAt = new Date(world.clock.now());
  recordStack(world, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
  const former = { parameters: stack.parameters, plan: stack.plan };
  Object.assign(stack, { parameters, plan });
  beginOperation(stack, async (cancel) => {
    await makeStack(world, stack, 'UPDATE', cancel);
    if (stack.status.startsWith('UPDATE_ROLLBACK')) Object.assign(stack, former);
  });
  return { StackId: stack.id };
}
