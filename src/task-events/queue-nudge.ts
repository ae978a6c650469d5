import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../ecs/target.ts';

/** The events queue. */
export interface NudgeQueue {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
}

/** The longest delay of an SQS message, in seconds. */
const mostSeconds = 900;

/** "Look again at this target's episode in n seconds": a delayed message on the events queue, whole seconds, 0 to 900. */
export async function queueNudge(
  { sqs, queueUrl }: NudgeQueue,
  target: Target,
  seconds: number,
): Promise<void> {
  const nudge = { source: 'ecs-ops-bot', 'detail-type': 'Nudge', detail: { target } };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(nudge),
      DelaySeconds: Math.min(Math.max(Math.ceil(seconds), 0), mostSeconds),
    }),
  );
}
