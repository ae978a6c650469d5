import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** From one queue to another, by their URLs. */
interface Move {
  readonly from: string;
  readonly to: string;
  /** Where a message belongs that does not belong in `to`, if it does not. */
  readonly elsewhere?: (message: Message) => Elsewhere | undefined;
}

/** Another queue, and the message's group in it. */
export interface Elsewhere {
  readonly to: string;
  readonly group: string;
}

/**
 * Moves the messages that wait in `from` now, one by one: sent first, then deleted, so a break in between repeats one and
 * loses none. A FIFO queue's keep their group and their order. Gives how many were moved. (StartMessageMoveTask
 * would do for standard queues on AWS alone.)
 */
export async function moveMessages(sqs: SQSClient, { from, to, elsewhere }: Move): Promise<number> {
  let moved = 0;
  // What fails again at once comes back while we are here, and is not moved twice.
  for (const most = await countOf(sqs, from); moved < most; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: Math.min(10, most - moved),
        MessageSystemAttributeNames: ['MessageGroupId'],
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) break;
    for (const message of Messages) {
      const other = elsewhere?.(message);
      await sqs.send(
        new SendMessageCommand({ QueueUrl: other?.to ?? to, ...contentOf(message, other?.group) }),
      );
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: message.ReceiptHandle }));
      moved += 1;
    }
  }
  return moved;
}

async function countOf(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}

function contentOf(
  { Body, MessageId, Attributes, MessageAttributes }: Message,
  group = Attributes?.MessageGroupId,
) {
  return {
    MessageBody: Body,
    ...(MessageAttributes && { MessageAttributes }),
    // The message's own deduplication id may still be remembered, and would swallow it.
    ...(group !== undefined && { MessageGroupId: group, MessageDeduplicationId: `redrive-${MessageId}` }),
  };
}
