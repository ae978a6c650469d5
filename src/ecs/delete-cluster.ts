import { ClusterNotFoundException, DeleteClusterCommand, type ECSClient } from '@aws-sdk/client-ecs';

/** `aws ecs delete-cluster --cluster …`: harmless for one that is gone. The answer is the request's id. */
export async function deleteCluster(ecs: ECSClient, cluster: string): Promise<string | undefined> {
  try {
    const { $metadata } = await ecs.send(new DeleteClusterCommand({ cluster }));
    return $metadata.requestId;
  } catch (error) {
    if (error instanceof ClusterNotFoundException) return undefined;
    throw error;
  }
}
