import {
  UpdateTaskProtection$,
  type UpdateTaskProtectionRequest,
  type UpdateTaskProtectionResponse,
} from '@aws-sdk/client-ecs';
import { describeProtection } from '../describe/describe-protection.ts';
import { findCluster } from '../find/find-cluster.ts';
import { findServiceTasks } from '../find/find-service-tasks.ts';
import { checkItems } from '../refuse/check-items.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { protectTask } from '../scheduler/protect-task.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs update-task-protection --cluster … --tasks … --protection-enabled [--expires-in-minutes …]`: at most 10. */
export const updateTaskProtection = defineAction<UpdateTaskProtectionRequest, UpdateTaskProtectionResponse>(
  UpdateTaskProtection$,
  (world, input) => {
    const { protectionEnabled, expiresInMinutes = 120 } = input;
    const identifiers = checkItems('tasks', input.tasks, 10);
    if (protectionEnabled === undefined) throw invalidParameter('protectionEnabled cannot be empty.');
    if (expiresInMinutes < 1 || expiresInMinutes > 2880) {
      throw invalidParameter('expiresInMinutes should be between 1 and 2880.');
    }
    const { tasks, failures } = findServiceTasks(world, findCluster(world, input.cluster), identifiers);
    for (const task of tasks) protectTask(world, task, protectionEnabled ? expiresInMinutes : 0);
    return { protectedTasks: tasks.map((task) => describeProtection(world, task)), failures };
  },
);
