import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { findStack } from '../find-stack.ts';

const request = z.object({ StackName: z.string(), LogicalResourceId: z.string().optional() });

/** `aws cloudformation describe-stack-resources --stack-name …` */
export function describeStackResources(world: CloudFormationWorld, input: Record<string, unknown>) {
  const { StackName, LogicalResourceId } = parseInput(request, input, 'ValidationError');
  const stack = findStack(world, StackName);
  return {
    StackResources: [...stack.resources.values()]
      .filter(({ planned }) => LogicalResourceId === undefined || planned.id === LogicalResourceId)
      .map(({ planned, physicalId, status, reason, changedAt }) => ({
        StackName: stack.name,
        StackId: stack.id,
        LogicalResourceId: planned.id,
        PhysicalResourceId: physicalId,
        ResourceType: planned.type,
        Timestamp: changedAt,
        ResourceStatus: status,
        ResourceStatusReason: reason,
      })),
  };
}
