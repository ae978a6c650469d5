import type { ProtectedTask } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { isProtected } from '../scheduler/is-protected.ts';
import { toDate } from './to-date.ts';

/** A task as GetTaskProtection shows it. */
export function describeProtection(world: EcsWorld, task: TaskEntity): ProtectedTask {
  const protectionEnabled = isProtected(world, task);
  return {
    taskArn: task.arn,
    protectionEnabled,
    expirationDate: protectionEnabled ? toDate(task.protectedUntil) : undefined,
  };
}
