import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { elapsed } from './elapsed.ts';

/** ` 2:07  CREATE_COMPLETE     LoadBalancer  (AWS::ElasticLoadBalancingV2::LoadBalancer)`; undefined for what tells nothing new. */
export function eventLine(event: StackEvent, from: Date): string | undefined {
  const { ResourceStatus = '', ResourceStatusReason: reason, LogicalResourceId = '', ResourceType } = event;
  // CloudFormation tells the beginning twice: when it turns to a resource, and when the resource has its id.
  if (ResourceStatus.endsWith('_IN_PROGRESS') && reason?.endsWith('Initiated') && !isStack(event))
    return undefined;
  const tells = reason !== undefined && !/Initiated$/.test(reason);
  const line = `${elapsed(from, event.Timestamp ?? from)}  ${ResourceStatus.padEnd(20)}  ${LogicalResourceId}  (${ResourceType})`;
  return tells ? `${line}\n       ${reason}` : line;
}

function isStack({ PhysicalResourceId, StackId }: StackEvent): boolean {
  return PhysicalResourceId === StackId;
}
