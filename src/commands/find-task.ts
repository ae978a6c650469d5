import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { describeTasks } from '../ecs/describe-tasks.ts';
import { listClusters } from '../ecs/list-clusters.ts';
import type { Task } from '../ecs/task.ts';
import { findCluster } from './find-cluster.ts';
import { isTaskId } from './is-task-id.ts';
import { Refusal } from './refusal.ts';
import { requireSamePlace } from './require-same-place.ts';
import { splitTarget } from './split-target.ts';

/** The task that was meant by `cluster/task-id`, an id alone, or an ARN. Throws Refusal when ECS knows none here. */
export async function findTask(ecs: ECSClient, given: string): Promise<Task> {
  const { cluster, name } = splitTarget(given);
  const clusters = cluster === undefined ? await listClusters(ecs) : [await findCluster(ecs, cluster)];
  const places = isTaskId(name) ? clusters : [];
  const found = await pMap(places, (candidate) => describeTasks(ecs, candidate, [name]), { concurrency: 4 });
  const task = found.flat()[0];
  if (task) {
    requireSamePlace(given, task.arn);
    return task;
  }
  throw new Refusal({ code: 'unknownTask', given: name, cluster: clusters.join(', ') });
}
