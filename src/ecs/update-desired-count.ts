import { type ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';

/** `aws ecs update-service --cluster … --service … --desired-count …`: starts no deployment. The answer is the request's id. */
export async function updateDesiredCount(
  ecs: ECSClient,
  target: { readonly cluster: string; readonly service: string },
  desiredCount: number,
): Promise<string | undefined> {
  const { $metadata } = await ecs.send(new UpdateServiceCommand({ ...target, desiredCount }));
  return $metadata.requestId;
}
