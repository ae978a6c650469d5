import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { findStack } from '../find-stack.ts';
import type { StackEntity } from '../stack-entity.ts';

const request = z.object({ StackName: z.string().optional() });

/** `aws cloudformation describe-stacks [--stack-name …]`; a deleted one only by its id. */
export function describeStacks(world: CloudFormationWorld, input: Record<string, unknown>) {
  const { StackName } = parseInput(request, input, 'ValidationError');
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
