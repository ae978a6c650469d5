import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { describeTasks } from '../ecs/describe-tasks.ts';
import { listClusters } from '../ecs/list-clusters.ts';
import type { Task } from '../ecs/task.ts';
import { expandTaskId } from './expand-task-id.ts';
import { findCluster } from './find-cluster.ts';
import { isShortTaskId } from './is-short-task-id.ts';
import { isTaskId } from './is-task-id.ts';
import { Refusal } from './refusal.ts';
import { requireSamePlace } from './require-same-place.ts';
import { splitTarget } from './split-target.ts';

/**
 * The task that was meant by `cluster/task-id`, an id alone, the first digits of one, or an ARN. Throws Refusal when ECS
 * knows none here, or more than one.
 */
export async function findTask(ecs: ECSClient, given: string): Promise<Task> {
  const { cluster, name } = splitTarget(given);
  const clusters = cluster === undefined ? await listClusters(ecs) : [await findCluster(ecs, cluster)];
  const found = await pMap(clusters, (candidate) => tasksOf(ecs, candidate, name), { concurrency: 4 });
  const [task, other] = found.flat();
  if (task && other) {
    throw new Refusal({ code: 'ambiguousTask', given: name, targets: [task, other].map(targetOf) });
  }
  if (task) {
    requireSamePlace(given, task.arn);
    return task;
  }
  throw new Refusal({ code: 'unknownTask', given: name, cluster: clusters.join(', ') });
}

async function tasksOf(ecs: ECSClient, cluster: string, name: string): Promise<Task[]> {
  const ids = isShortTaskId(name) ? await expandTaskId(ecs, cluster, name) : [name].filter(isTaskId);
  return ids.length === 0 ? [] : describeTasks(ecs, cluster, ids);
}

function targetOf({ cluster, id }: Task): string {
  return `${cluster}/${id}`;
}
