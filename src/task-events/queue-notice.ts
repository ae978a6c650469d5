import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { ChannelNotice } from './incoming.ts';
import type { NudgeQueue } from './queue-nudge.ts';

/** Has the events function post this once; it comes again while Slack is away, and at last waits in the dead-letter queue. */
export async function queueNotice({ sqs, queueUrl }: NudgeQueue, notice: ChannelNotice): Promise<void> {
  const event = { source: 'ecs-ops-bot', 'detail-type': 'Notice', detail: notice };
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(event) }));
}
