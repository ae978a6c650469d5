import { DescribeTasksCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { inChunks } from './in-chunks.ts';
import { type Task, toTask } from './task.ts';

/** `aws ecs describe-tasks --cluster … --tasks …`, ARNs or ids, a hundred a call; what ECS forgot is left out. */
export function describeTasks(ecs: ECSClient, cluster: string, tasks: readonly string[]): Promise<Task[]> {
  return inChunks(tasks, 100, async (chunk) => {
    const answer = await ecs.send(new DescribeTasksCommand({ cluster, tasks: chunk }));
    return (answer.tasks ?? []).map(toTask);
  });
}
