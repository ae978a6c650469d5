import { type ECSClient, GetTaskProtectionCommand } from '@aws-sdk/client-ecs';
import { inChunks } from './in-chunks.ts';

/** Whether a task is protected against being taken by scaling in and by deployments. StopTask takes it all the same. */
export interface TaskProtection {
  readonly taskArn: string;
  readonly isProtected: boolean;
  /** When the protection ends by itself; absent for a task that is not protected. */
  readonly expiresAt: Date | undefined;
}

/**
 * `aws ecs get-task-protection --cluster … --tasks …`, ARNs or ids, a hundred a call. What is left out: tasks that
 * ECS has forgotten, have stopped, or belong to no service (ECS can not protect those).
 */
export function describeTaskProtection(
  ecs: ECSClient,
  cluster: string,
  tasks: readonly string[],
): Promise<TaskProtection[]> {
  return inChunks(tasks, 100, async (chunk) => {
    const answer = await ecs.send(new GetTaskProtectionCommand({ cluster, tasks: chunk }));
    return (answer.protectedTasks ?? []).map(({ taskArn = '', protectionEnabled, expirationDate }) => ({
      taskArn,
      isProtected: protectionEnabled ?? false,
      expiresAt: expirationDate,
    }));
  });
}
