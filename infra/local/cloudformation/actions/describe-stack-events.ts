import type { DescribeStackEventsInput } from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { findStack } from '../find-stack.ts';

const pageSize = 100;

/** `aws cloudformation describe-stack-events --stack-name …`: the newest first, 100 a page. */
export function describeStackEvents(world: CloudFormationWorld, input: DescribeStackEventsInput) {
  const { StackName = '', NextToken } = input;
  const events = [...findStack(world, StackName).events].reverse();
  const from = events.findIndex(({ EventId }) => EventId === NextToken) + 1;
  if (NextToken !== undefined && from === 0) {
    throw new ServiceError('ValidationError', 'The specified NextToken is invalid.');
  }
  const page = events.slice(from, from + pageSize);
  const isMore = from + pageSize < events.length;
  return { StackEvents: page, ...(isMore && { NextToken: page.at(-1)?.EventId }) };
}
