import { CreateClusterCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { handsOnTags } from './hands-on-tags.ts';

/** `aws ecs create-cluster --cluster-name …`: harmless for one that is there. The answer is the request's id. */
export async function createCluster(ecs: ECSClient, clusterName: string): Promise<string | undefined> {
  const { $metadata } = await ecs.send(new CreateClusterCommand({ clusterName, tags: handsOnTags }));
  return $metadata.requestId;
}
