import { type ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';

/** `aws ecs update-service --cluster … --service … --desired-count …`: starts no deployment. */
export async function updateDesiredCount(
  ecs: ECSClient,
  target: { readonly cluster: string; readonly service: string },
  desiredCount: number,
): Promise<void> {
  await ecs.send(new UpdateServiceCommand({ ...target, desiredCount }));
}
