import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { startTestAws } from './local-aws.ts';

/** The local AWS of the file that called `shareQueues`. */
export let world: Awaited<ReturnType<typeof startTestAws>>;
let queues = 0;

export function shareQueues(): void {
  beforeAll(async () => {
    world = await startTestAws();
  });
  afterAll(() => world.aws.close());
  afterEach(() => void vi.useRealTimers());
}

export async function createQueue(suffix = '', Attributes: Record<string, string> = {}): Promise<string> {
  queues += 1;
  const QueueName = `q${queues}${suffix}`;
  const { QueueUrl } = await world.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl!;
}
export const createFifo = (Attributes: Record<string, string> = {}) =>
  createQueue('.fifo', { FifoQueue: 'true', ...Attributes });

export async function send(
  QueueUrl: string,
  body: string,
  group?: string,
  deduplication = `${body}-${group}`,
) {
  const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: deduplication };
  return world.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...fifo }));
}
export async function receive(QueueUrl: string, options = {}): Promise<Message[]> {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...options });
  return (await world.sqs.send(command)).Messages ?? [];
}
export const bodies = (messages: Message[]) => messages.map(({ Body }) => Body);
export async function remove(QueueUrl: string, message: Message | undefined): Promise<void> {
  await world.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message!.ReceiptHandle! }));
}
export async function hide(QueueUrl: string, message: Message | undefined, seconds: number): Promise<void> {
  const handle = { QueueUrl, ReceiptHandle: message!.ReceiptHandle!, VisibilityTimeout: seconds };
  await world.sqs.send(new ChangeMessageVisibilityCommand(handle));
}
export async function attributesOf(QueueUrl: string): Promise<Record<string, string>> {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
  return (await world.sqs.send(command)).Attributes ?? {};
}
/** Moves Date.now alone: the wire and its timers go on as they are. */
export function passTime(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}
