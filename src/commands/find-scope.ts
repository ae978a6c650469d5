import { listClusters } from '../ecs/list-clusters.ts';
import { nameFromArn } from '../ecs/name-from-arn.ts';
import type { CommandContext } from './command-context.ts';
import { runsAlone } from './find-family.ts';
import { findService } from './find-service.ts';
import { nearest } from './nearest.ts';
import { Refusal } from './refusal.ts';
import { splitTarget } from './split-target.ts';

/** Whose tasks were asked for: all of a cluster, one service's, or the standalone ones of a task definition family. */
export interface Scope {
  readonly cluster: string;
  readonly service?: string;
  readonly family?: string;
}

type Reads = Pick<CommandContext, 'ecs' | 'box'>;

/** `shop`, `shop/web`, `shop/import-prices`. */
export function scopeName({ cluster, service, family }: Scope): string {
  const own = service ?? family;
  return own === undefined ? cluster : `${cluster}/${own}`;
}

/**
 * What was meant by a cluster's or service's name or ARN, or by `cluster/service` or `cluster/family`. A name alone is a cluster
 * before it is a service. Throws Refusal with the nearest of both.
 */
export async function findScope(context: Reads, given: string): Promise<Scope> {
  const isCluster = given.includes(':cluster/');
  if (given.includes('/') && !isCluster) return findOwner(context, given);
  const name = nameFromArn(given);
  const clusters = await listClusters(context.ecs);
  if (clusters.includes(name)) return { cluster: name };
  if (isCluster) throw new Refusal({ code: 'unknownCluster', given: name, nearest: nearest(name, clusters) });
  try {
    return await findOwner(context, given);
  } catch (error) {
    if (!(error instanceof Refusal && error.problem.code === 'unknownService')) throw error;
    const like = [...nearest(name, clusters), ...error.problem.nearest].slice(0, 3);
    throw new Refusal({ code: 'unknownTarget', given, nearest: like }, { cause: error });
  }
}

/** A service, or where there is none of this name in the cluster, the standalone tasks of the family. Throws Refusal as `findService`. */
export async function findOwner(context: Reads, given: string): Promise<Scope> {
  try {
    const { cluster, name } = await findService(context.ecs, given);
    return { cluster, service: name };
  } catch (error) {
    const { cluster, name: family } = splitTarget(given);
    const isUnknown = error instanceof Refusal && error.problem.code === 'unknownService';
    if (!isUnknown || cluster === undefined || given.includes(':service/')) throw error;
    if (await runsAlone(context, { cluster, family })) return { cluster, family };
    throw error;
  }
}
