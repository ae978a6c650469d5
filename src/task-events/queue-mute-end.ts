import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { NudgeQueue } from './queue-nudge.ts';

/** The longest delay of an SQS message, in seconds: who comes too early for a mute's end sends himself on. */
const mostSeconds = 900;

/** "Look in so many milliseconds for mutes that ended": a delayed message on the events queue. */
export async function queueMuteEnd({ sqs, queueUrl }: NudgeQueue, inMs: number): Promise<void> {
  const DelaySeconds = Math.min(Math.max(Math.ceil(inMs / 1000), 0), mostSeconds);
  const MessageBody = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Mute End', detail: {} });
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds }));
}
