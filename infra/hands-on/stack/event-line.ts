import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { elapsed } from './elapsed.ts';

/**
 * ` 2:07  CREATE_COMPLETE       LoadBalancer  (AWS::ElasticLoadBalancingV2::LoadBalancer)`, with a second line when there is a reason.
 * Undefined for what need not stay on the screen: that a resource is under way, and that another's failure cancelled it.
 */
export function eventLine(event: StackEvent, from: Date): string | undefined {
  const { ResourceStatus = '', ResourceStatusReason: reason, LogicalResourceId = '', ResourceType } = event;
  const isStack = event.PhysicalResourceId === event.StackId;
  if (!isStack && ResourceStatus.endsWith('_IN_PROGRESS')) return undefined;
  if (reason?.endsWith('cancelled')) return undefined;
  const line = `${elapsed(from, event.Timestamp ?? from)}  ${ResourceStatus.padEnd(20)}  ${LogicalResourceId}  (${ResourceType})`;
  return reason === undefined || reason.endsWith('Initiated') ? line : `${line}\n       ${reason}`;
}
