import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueuedMessage } from './scheduler-world.ts';

/** Sends as Scheduler does: without a deduplication id, so that a FIFO queue has to make one of the content. */
export async function sendToQueue(
  sqs: SQSClient,
  queueUrl: (name: string) => string,
  { queueArn, body, groupId, attributes = {} }: QueuedMessage,
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl(queueArn.slice(queueArn.lastIndexOf(':') + 1)),
      MessageBody: body,
      MessageGroupId: groupId,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      ),
    }),
  );
}
