import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  MessageNotInflight,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A FIFO queue of a lane's own with its dead letters, as the commands queue is: three tries. */
export async function createLaneQueue(sqs: SQSClient, name: string) {
  const arn = (queue: string) => `arn:aws:sqs:us-east-1:123456789012:${queue}`;
  const create = async (queue: string, more: Record<string, string> = {}) => {
    const Attributes = {
      FifoQueue: 'true',
      ContentBasedDeduplication: 'true',
      VisibilityTimeout: '180',
      ...more,
    };
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: queue, Attributes }));
    return QueueUrl;
  };
  const deadUrl = await create(`${name}-dead.fifo`);
  const url = await create(`${name}.fifo`, {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(`${name}-dead.fifo`), maxReceiveCount: 3 }),
  });
  const receive = async (QueueUrl: string, seconds: number): Promise<Message | undefined> => {
    const MessageSystemAttributeNames = ['All' as const];
    const command = { QueueUrl, MaxNumberOfMessages: 1, MessageSystemAttributeNames };
    const end = Date.now() + seconds * 1000;
    for (let pause = 100; ; pause = Math.min(2 * pause, 800)) {
      const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand(command));
      if (message !== undefined || Date.now() >= end) return message;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  return {
    url,
    arn: arn(`${name}.fifo`),
    async send(body: unknown, group: string) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: JSON.stringify(body),
          MessageGroupId: group,
          MessageDeduplicationId: randomUUID(),
        }),
      );
    },
    /** The next message, waited for so many seconds. */
    receive: (seconds: number) => receive(url, seconds),
    receiveDead: () => receive(deadUrl, 0),
    async remove({ ReceiptHandle }: Message, isDead = false) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: isDead ? deadUrl : url, ReceiptHandle }));
    },
    /** As if its visibility had ended, if it had not: the worker gives back what it could not do. */
    async giveBack({ ReceiptHandle }: Message) {
      try {
        await sqs.send(
          new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
        );
      } catch (error) {
        if (!(error instanceof MessageNotInflight)) throw error;
      }
    },
  };
}
