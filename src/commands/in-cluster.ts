import type { ECSClient } from '@aws-sdk/client-ecs';
import { nameFromArn } from '../ecs/name-from-arn.ts';
import { findCluster } from './find-cluster.ts';

/**
 * Reads from the cluster that was meant by a name or an ARN, without asking first whether it exists: one call less.
 * Throws Refusal with the nearest names when ECS does not know it.
 */
export async function inCluster<Result>(
  ecs: ECSClient,
  given: string,
  read: (cluster: string) => Promise<Result>,
): Promise<Result> {
  const cluster = nameFromArn(given);
  // ECS takes an empty name for the cluster named `default`.
  if (cluster === '') return read(await findCluster(ecs, given));
  try {
    return await read(cluster);
  } catch (error) {
    const unknown = ['ClusterNotFoundException', 'InvalidParameterException'];
    if (!(error instanceof Error && unknown.includes(error.name))) throw error;
    await findCluster(ecs, cluster);
    throw error;
  }
}
