import { DescribeTasks$, type DescribeTasksRequest, type DescribeTasksResponse } from '@aws-sdk/client-ecs';
import { describeTask } from '../describe/describe-task.ts';
import { findCluster } from '../find/find-cluster.ts';
import { findTask } from '../find/find-task.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs describe-tasks --cluster … --tasks …`: at most 100; what is missing stands in `failures`. */
export const describeTasks = defineAction<DescribeTasksRequest, DescribeTasksResponse>(
  DescribeTasks$,
  (world, input) => {
    const identifiers = input.tasks ?? [];
    const cluster = findCluster(world, input.cluster);
    const found = new Map(
      identifiers.map((identifier) => {
        const { arn, task } = findTask(world, cluster, identifier);
        return [arn, task];
      }),
    );
    const tags = input.include?.includes('TAGS') === true;
    return {
      tasks: [...found.values()].flatMap((task) =>
        task === undefined ? [] : { ...describeTask(task), ...(tags && { tags: task.tags }) },
      ),
      failures: [...found].flatMap(([arn, task]) => (task === undefined ? { arn, reason: 'MISSING' } : [])),
    };
  },
);
