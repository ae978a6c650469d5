import type { DescribeStackResourcesInput } from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { findStack } from '../find-stack.ts';

/** `aws cloudformation describe-stack-resources --stack-name …`, or by the `--physical-resource-id` of one of its resources. */
export function describeStackResources(world: CloudFormationWorld, input: DescribeStackResourcesInput) {
  const { StackName, PhysicalResourceId, LogicalResourceId } = input;
  if ((StackName === undefined) === (PhysicalResourceId === undefined)) {
    const message = 'Exactly one of StackName and PhysicalResourceId must be specified.';
    throw new ServiceError('ValidationError', message);
  }
  const owner = [...world.stacks.values()].find(({ resources }) =>
    [...resources.values()].some(({ physicalId }) => physicalId === PhysicalResourceId),
  );
  if (StackName === undefined && owner === undefined) {
    throw new ServiceError('ValidationError', `Stack for ${PhysicalResourceId} does not exist`);
  }
  const stack = owner ?? findStack(world, StackName ?? '');
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
