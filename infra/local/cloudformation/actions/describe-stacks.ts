import type { DescribeStacksInput } from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { findStack } from '../find-stack.ts';
import type { StackEntity } from '../stack-entity.ts';

/** `aws cloudformation describe-stacks [--stack-name …]`; a deleted one only by its id. */
export function describeStacks(world: CloudFormationWorld, input: DescribeStacksInput) {
  const { StackName, NextToken } = input;
  // All stacks stand on one page, so no token was ever given.
  if (NextToken !== undefined)
    throw new ServiceError('ValidationError', 'The specified NextToken is invalid.');
  const all = [...world.stacks.values()].filter(({ deletedAt }) => deletedAt === undefined);
  return { Stacks: (StackName === undefined ? all : [findStack(world, StackName)]).map(describe) };
}

function describe(stack: StackEntity) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.description,
    Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    CreationTime: stack.createdAt,
    DeletionTime: stack.deletedAt,
    LastUpdatedTime: stack.updatedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    Capabilities: stack.capabilities,
    Outputs: stack.outputs,
    Tags: stack.tags,
  };
}
