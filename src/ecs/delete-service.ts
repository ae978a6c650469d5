import {
  ClusterNotFoundException,
  DeleteServiceCommand,
  type ECSClient,
  ServiceNotActiveException,
  ServiceNotFoundException,
} from '@aws-sdk/client-ecs';

const gone = [ServiceNotFoundException, ServiceNotActiveException, ClusterNotFoundException];

/**
 * `aws ecs delete-service --cluster … --service … --force`: its tasks stop, too. Harmless for one that is gone. The answer is
 * the request's id.
 */
export async function deleteService(
  ecs: ECSClient,
  target: { readonly cluster: string; readonly service: string },
): Promise<string | undefined> {
  try {
    const { $metadata } = await ecs.send(new DeleteServiceCommand({ ...target, force: true }));
    return $metadata.requestId;
  } catch (error) {
    if (gone.some((Exception) => error instanceof Exception)) return undefined;
    throw error;
  }
}
