import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { readNameInCluster } from './read-name-in-cluster.ts';

/** The task of that id or ARN with its full ARN; stopped ones are found for an hour. Refuses what can't be a task id. */
export function findTask(
  world: EcsWorld,
  cluster: ClusterEntity,
  identifier: string,
): { arn: string; task: TaskEntity | undefined } {
  const id = readNameInCluster(world, cluster, identifier, 'task');
  if (id.length > 36) throw invalidParameter('taskId longer than 36.');
  if (id.length !== 32 && id.length !== 36) throw invalidParameter('taskId length should be one of [32,36]');
  const arn = world.arns.task(cluster.name, id);
  return { arn, task: world.store.tasks.get(arn) };
}
