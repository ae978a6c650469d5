import { type ECSClient, paginateListServices } from '@aws-sdk/client-ecs';
import { nameFromArn } from './name-from-arn.ts';

/** `aws ecs list-services --cluster …`: the names of all services, a hundred a call (ECS's own default is ten). */
export async function listServices(ecs: ECSClient, cluster: string): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListServices({ client: ecs }, { cluster, maxResults: 100 })) {
    names.push(...(page.serviceArns ?? []).map(nameFromArn));
  }
  return names;
}
