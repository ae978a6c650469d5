import {
  GetTaskProtection$,
  type GetTaskProtectionRequest,
  type GetTaskProtectionResponse,
} from '@aws-sdk/client-ecs';
import { describeProtection } from '../describe/describe-protection.ts';
import { findCluster } from '../find/find-cluster.ts';
import { findServiceTasks } from '../find/find-service-tasks.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs get-task-protection --cluster … --tasks …`: at most 100; what can't be protected stands in `failures`. */
export const getTaskProtection = defineAction<GetTaskProtectionRequest, GetTaskProtectionResponse>(
  GetTaskProtection$,
  (world, input) => {
    const { tasks: identifiers } = input;
    if (identifiers === undefined) throw invalidParameter('Tasks cannot be empty.');
    const { tasks, failures } = findServiceTasks(world, findCluster(world, input.cluster), identifiers);
    return { protectedTasks: tasks.map((task) => describeProtection(world, task)), failures };
  },
);
