import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { describeServices } from '../ecs/describe-services.ts';
import { listClusters } from '../ecs/list-clusters.ts';
import { isShortTaskId } from './is-short-task-id.ts';
import { isTaskId } from './is-task-id.ts';
import { splitTarget } from './split-target.ts';

/** Whether a target as typed has the form of a task's: its ARN, an id of ECS's form, or the first digits of one. */
export function isTaskTarget(given: string): boolean {
  if (given.includes(':service/')) return false;
  const { name } = splitTarget(given);
  return given.includes(':task/') || isTaskId(name) || isShortTaskId(name);
}

/**
 * Whether a target as typed means a task where a service may be meant too. A service may have a name that looks like a task's id,
 * and comes first. For what looks like an id 1 DescribeServices, or one for each cluster where none is named.
 */
export async function meansTask(ecs: ECSClient, given: string): Promise<boolean> {
  if (!isTaskTarget(given)) return false;
  if (given.includes(':task/')) return true;
  const { cluster, name } = splitTarget(given);
  const clusters = cluster === undefined ? await listClusters(ecs) : [cluster];
  const found = await pMap(clusters, (each) => hasService(ecs, each, name), { concurrency: 4 });
  return !found.includes(true);
}

async function hasService(ecs: ECSClient, cluster: string, name: string): Promise<boolean> {
  try {
    return (await describeServices(ecs, cluster, [name])).length > 0;
  } catch (error) {
    // Who looks for the task says that there is no such cluster.
    const unknown = ['ClusterNotFoundException', 'InvalidParameterException'];
    if (error instanceof Error && unknown.includes(error.name)) return false;
    throw error;
  }
}
