import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeTasks } from './describe-tasks.ts';
import { listTasks } from './list-tasks.ts';
import type { Task } from './task.ts';

/** A service's tasks that are up and are to stay so, the oldest first: ListTasks and DescribeTasks. */
export async function runningTasks(ecs: ECSClient, cluster: string, service: string): Promise<Task[]> {
  const arns = await listTasks(ecs, { cluster, service, desiredStatus: 'RUNNING' });
  const tasks = await describeTasks(ecs, cluster, arns);
  return tasks
    .filter(({ lastStatus, desiredStatus }) => lastStatus === 'RUNNING' && desiredStatus === 'RUNNING')
    .sort((a, b) => Number(a.startedAt) - Number(b.startedAt));
}
