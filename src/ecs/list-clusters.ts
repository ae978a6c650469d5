import { type ECSClient, paginateListClusters } from '@aws-sdk/client-ecs';
import { nameFromArn } from './name-from-arn.ts';

/** `aws ecs list-clusters`: the names of all clusters, a hundred a call. */
export async function listClusters(ecs: ECSClient): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListClusters({ client: ecs }, { maxResults: 100 })) {
    names.push(...(page.clusterArns ?? []).map(nameFromArn));
  }
  return names;
}
