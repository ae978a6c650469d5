import type { ECSClient } from '@aws-sdk/client-ecs';
import { listClusters } from '../ecs/list-clusters.ts';
import { nameFromArn } from '../ecs/name-from-arn.ts';
import { findService } from './find-service.ts';
import { nearest } from './nearest.ts';
import { Refusal } from './refusal.ts';

/** Whose tasks were asked for: all of a cluster, or one service's. */
export interface Scope {
  readonly cluster: string;
  readonly service?: string;
}

/**
 * What was meant by a cluster's or service's name or ARN, or by `cluster/service`. A name alone is a cluster before it
 * is a service. Throws Refusal with the nearest of both.
 */
export async function findScope(ecs: ECSClient, given: string): Promise<Scope> {
  const isCluster = given.includes(':cluster/');
  if (given.includes('/') && !isCluster) return toScope(ecs, given);
  const name = nameFromArn(given);
  const clusters = await listClusters(ecs);
  if (clusters.includes(name)) return { cluster: name };
  if (isCluster) throw new Refusal({ code: 'unknownCluster', given: name, nearest: nearest(name, clusters) });
  try {
    return await toScope(ecs, given);
  } catch (error) {
    if (!(error instanceof Refusal && error.problem.code === 'unknownService')) throw error;
    const like = [...nearest(name, clusters), ...error.problem.nearest].slice(0, 3);
    throw new Refusal({ code: 'unknownTarget', given, nearest: like }, { cause: error });
  }
}

async function toScope(ecs: ECSClient, given: string): Promise<Scope> {
  const { cluster, name } = await findService(ecs, given);
  return { cluster, service: name };
}
