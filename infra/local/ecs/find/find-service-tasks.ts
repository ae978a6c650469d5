import type { Failure } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { findTask } from './find-task.ts';

/** The tasks that can be protected, and why the others can't: they are not there, or belong to no service, or have stopped. */
export function findServiceTasks(
  world: EcsWorld,
  cluster: ClusterEntity,
  identifiers: readonly string[],
): { tasks: TaskEntity[]; failures: Failure[] } {
  const found = new Map(
    identifiers.map((identifier) => {
      const { arn, task } = findTask(world, cluster, identifier);
      return [arn, task];
    }),
  );
  const tasks: TaskEntity[] = [];
  const failures: Failure[] = [];
  for (const [arn, task] of found) {
    if (task === undefined) failures.push({ arn, reason: 'MISSING' });
    else if (task.serviceArn === undefined || task.desiredStatus === 'STOPPED') {
      failures.push({ arn, reason: 'TASK_NOT_VALID' });
    } else tasks.push(task);
  }
  return { tasks, failures };
}
