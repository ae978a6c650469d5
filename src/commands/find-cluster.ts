import type { ECSClient } from '@aws-sdk/client-ecs';
import { listClusters } from '../ecs/list-clusters.ts';
import { nameFromArn } from '../ecs/name-from-arn.ts';
import { nearest } from './nearest.ts';
import { Refusal } from './refusal.ts';

/** The name of the cluster that was meant by a name or an ARN. Throws Refusal with the nearest names. */
export async function findCluster(ecs: ECSClient, given: string): Promise<string> {
  const name = nameFromArn(given);
  const clusters = await listClusters(ecs);
  if (clusters.includes(name)) return name;
  throw new Refusal({ code: 'unknownCluster', given: name, nearest: nearest(name, clusters) });
}
