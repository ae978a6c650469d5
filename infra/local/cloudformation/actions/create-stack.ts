import type { CreateStackInput } from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { hex } from '../hex.ts';
import { beginOperation } from '../operations/begin-operation.ts';
import { makeStack } from '../operations/make-stack.ts';
import { recordStack } from '../operations/record-stack.ts';
import type { StackEntity } from '../stack-entity.ts';
import { readRequest } from './read-request.ts';

/** `aws cloudformation create-stack --stack-name … --template-body …`; answers at once, the making goes on. */
export function createStack(world: CloudFormationWorld, input: CreateStackInput) {
  const { StackName: name, Tags, Capabilities, description, parameters, plan } = readRequest(world, input);
  const { stacks, random, region, accountId, clock } = world;
  if ([...stacks.values()].some((stack) => stack.name === name && stack.deletedAt === undefined)) {
    throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`);
  }
  const uuid = [8, 4, 4, 4, 12].map((digits) => hex(random, digits)).join('-');
  const stack: StackEntity = {
    id: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${uuid}`,
    name,
    description,
    parameters,
    plan,
    tags: Tags,
    capabilities: Capabilities,
    createdAt: new Date(clock.now()),
    status: 'CREATE_IN_PROGRESS',
    outputs: [],
    resources: new Map(),
    events: [],
  };
  stacks.set(stack.id, stack);
  recordStack(world, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
  beginOperation(stack, (cancel) => makeStack(world, stack, 'CREATE', cancel));
  return { StackId: stack.id };
}
