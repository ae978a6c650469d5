import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { hex } from '../hex.ts';
import type { StackEntity, StackResource } from '../stack-entity.ts';

/** A resource takes a status, and an event tells it. */
export function recordResource(
  { clock, random }: CloudFormationWorld,
  stack: StackEntity,
  resource: StackResource,
  status: string,
  reason?: string,
): void {
  const Timestamp = new Date(clock.now());
  resource.status = status;
  resource.changedAt = Timestamp;
  if (reason === undefined) delete resource.reason;
  else resource.reason = reason;
  stack.events.push({
    EventId: `${resource.planned.id}-${status}-${hex(random, 12)}`,
    StackId: stack.id,
    StackName: stack.name,
    LogicalResourceId: resource.planned.id,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.planned.type,
    Timestamp,
    ResourceStatus: status,
    ResourceStatusReason: reason,
  });
}
