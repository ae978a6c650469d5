import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { hex } from '../hex.ts';
import type { StackEntity } from '../stack-entity.ts';

/** The stack itself takes a status, and an event tells it. */
export function recordStack(
  { clock, random }: CloudFormationWorld,
  stack: StackEntity,
  status: string,
  reason?: string,
): void {
  stack.status = status;
  if (reason === undefined) delete stack.reason;
  else stack.reason = reason;
  stack.events.push({
    EventId: `${hex(random, 8)}-${hex(random, 12)}`,
    StackId: stack.id,
    StackName: stack.name,
    LogicalResourceId: stack.name,
    PhysicalResourceId: stack.id,
    ResourceType: 'AWS::CloudFormation::Stack',
    Timestamp: new Date(clock.now()),
    ResourceStatus: status,
    ResourceStatusReason: reason,
  });
}
