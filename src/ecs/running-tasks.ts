import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeTasks } from './describe-tasks.ts';
import { listTasks } from './list-tasks.ts';
import type { Task } from './task.ts';

/** A service's tasks that ECS wants to run, whether they do already or not: ListTasks and DescribeTasks. */
export async function wantedTasks(ecs: ECSClient, cluster: string, service: string): Promise<Task[]> {
  const arns = await listTasks(ecs, { cluster, service, desiredStatus: 'RUNNING' });
  const tasks = await describeTasks(ecs, cluster, arns);
  return tasks.filter(
    ({ lastStatus, desiredStatus }) => lastStatus !== 'STOPPED' && desiredStatus === 'RUNNING',
  );
}

/** Those of them that are up, the oldest first. */
export async function runningTasks(ecs: ECSClient, cluster: string, service: string): Promise<Task[]> {
  const tasks = await wantedTasks(ecs, cluster, service);
  return tasks
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .sort((a, b) => Number(a.startedAt) - Number(b.startedAt));
}
