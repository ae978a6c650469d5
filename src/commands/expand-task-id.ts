import type { ECSClient } from '@aws-sdk/client-ecs';
import { listTasks } from '../ecs/list-tasks.ts';
import { nameFromArn } from '../ecs/name-from-arn.ts';

/** The full ids of a cluster's tasks that begin with these digits, running or stopped within the last hour. Two calls. */
export async function expandTaskId(ecs: ECSClient, cluster: string, start: string): Promise<string[]> {
  const states = ['RUNNING', 'STOPPED'] as const;
  const arns = await Promise.all(states.map((desiredStatus) => listTasks(ecs, { cluster, desiredStatus })));
  return [...new Set(arns.flat().map(nameFromArn))].filter((id) => id.startsWith(start));
}
