import type { ECSClient } from '@aws-sdk/client-ecs';
import { listClusters } from '../../ecs/list-clusters.ts';
import { searchServices } from '../search-services.ts';

/** The repositories whose images run in a service that `ecs` shows: a repository itself says not whose it is. */
export async function readableRepositories(ecs: ECSClient): Promise<ReadonlySet<string>> {
  const { uses } = await searchServices(ecs, await listClusters(ecs), undefined, Number.POSITIVE_INFINITY);
  return new Set(uses.flatMap(({ repository }) => repository ?? []));
}
