import { StopTask$, type StopTaskRequest, type StopTaskResponse } from '@aws-sdk/client-ecs';
import { describeTask } from '../describe/describe-task.ts';
import { findCluster } from '../find/find-cluster.ts';
import { findTask } from '../find/find-task.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { stopTask as beginToStop } from '../scheduler/stop-task.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs stop-task --cluster … --task … --reason …`. A task that is stopping or stopped is answered as it is. */
export const stopTask = defineAction<StopTaskRequest, StopTaskResponse>(StopTask$, (world, input) => {
  const cluster = findCluster(world, input.cluster);
  const { task } = findTask(world, cluster, input.task ?? '');
  if (task === undefined) throw invalidParameter('The referenced task was not found.');
  beginToStop(world, task, 'UserInitiated', input.reason || 'Task stopped by user');
  return { task: describeTask(task) };
});
