import { type ECSClient, StopTaskCommand } from '@aws-sdk/client-ecs';

/** Older pages of ECS's documentation name this limit, newer ones none; a longer reason is cut, never refused. */
const longestReason = 255;

/** `aws ecs stop-task --cluster … --task … --reason …`; harmless for a task that stops already. The answer is the request's id. */
export async function stopTask(
  ecs: ECSClient,
  cluster: string,
  task: string,
  reason: string,
): Promise<string | undefined> {
  const { $metadata } = await ecs.send(
    new StopTaskCommand({ cluster, task, reason: reason.slice(0, longestReason) }),
  );
  return $metadata.requestId;
}
