import {
  UpdateTaskProtection$,
  type UpdateTaskProtectionRequest,
  type UpdateTaskProtectionResponse,
} from '@aws-sdk/client-ecs';
import { describeProtection } from '../describe/describe-protection.ts';
import { findCluster } from '../find/find-cluster.ts';
import { findServiceTasks } from '../find/find-service-tasks.ts';
import { protectTask } from '../scheduler/protect-task.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs update-task-protection --cluster … --tasks … --protection-enabled [--expires-in-minutes …]`: at most 10. */
export const updateTaskProtection = defineAction<UpdateTaskProtectionRequest, UpdateTaskProtectionResponse>(
  UpdateTaskProtection$,
  (world, input) => {
    const { protectionEnabled, expiresInMinutes = 120 } = input;
    const identifiers = input.tasks ?? [];
    const { tasks, failures } = findServiceTasks(world, findCluster(world, input.cluster), identifiers);
    for (const task of tasks) protectTask(world, task, protectionEnabled ? expiresInMinutes : 0);
    return { protectedTasks: tasks.map((task) => describeProtection(world, task)), failures };
  },
);
