import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Undelivered } from './incoming.ts';
import type { NudgeQueue } from './queue-nudge.ts';

/** Puts a message that could not be delivered into the dead-letter queue, as an event that sends it again when redriven. */
export async function queueUndelivered(
  { sqs, queueUrl }: NudgeQueue,
  undelivered: Undelivered,
): Promise<void> {
  const event = { source: 'ecs-ops-bot', 'detail-type': 'Undelivered', detail: undelivered };
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(event) }));
}
