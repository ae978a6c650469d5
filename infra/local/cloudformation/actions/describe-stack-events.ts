import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { findStack } from '../find-stack.ts';

const request = z.object({ StackName: z.string(), NextToken: z.string().optional() });
const pageSize = 100;

/** `aws cloudformation describe-stack-events --stack-name …`: the newest first, 100 a page. */
export function describeStackEvents(world: CloudFormationWorld, input: Record<string, unknown>) {
  const { StackName, NextToken } = parseInput(request, input, 'ValidationError');
  const events = [...findStack(world, StackName).events].reverse();
  const from = events.findIndex(({ EventId }) => EventId === NextToken) + 1;
  const page = events.slice(from, from + pageSize);
  const isMore = from + pageSize < events.length;
  return { StackEvents: page, ...(isMore && { NextToken: page.at(-1)?.EventId }) };
}
