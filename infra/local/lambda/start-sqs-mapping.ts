import { setTimeout } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { LambdaFunction } from './lambda-function.ts';

export interface SqsMappingOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly region: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  readonly reportsItemFailures: boolean;
  readonly target: LambdaFunction;
  readonly onError: (functionName: string, error: unknown) => void;
}

/**
 * A Lambda event source mapping: polls the queue, calls the function with SQS records, deletes what succeeded and
 * leaves the rest to come again when its visibility ends (`ReportBatchItemFailures`). The answer ends it.
 */
export function startSqsMapping(options: SqsMappingOptions): () => Promise<void> {
  const ended = new AbortController();
  const pollers = Array.from({ length: options.maximumConcurrency }, () => poll(options, ended.signal));
  return async () => {
    ended.abort();
    await Promise.all(pollers);
  };
}

async function poll(options: SqsMappingOptions, ended: AbortSignal): Promise<void> {
  const { sqs, queueUrl, batchSize, target, onError } = options;
  while (!ended.aborted) {
    try {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: batchSize,
          WaitTimeSeconds: 20,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
        { abortSignal: ended },
      );
      if (Messages.length > 0) await handOver(Messages, options);
    } catch (error) {
      if (ended.aborted) return;
      onError(target.name, error);
      // The queue itself may be away for a moment: ask again, but not in a tight loop.
      await setTimeout(200);
    }
  }
}

async function handOver(messages: Message[], options: SqsMappingOptions) {
  const { sqs, queueUrl, queueArn, region, reportsItemFailures, target } = options;
  const event: SQSEvent = { Records: messages.map((message) => toRecord(message, queueArn, region)) };
  const response = (await target.invoke(event)) as SQSBatchResponse | undefined;
  const failures = reportsItemFailures ? response?.batchItemFailures : [];
  const failed = new Set(failures?.map(({ itemIdentifier }) => itemIdentifier));
  const ids = new Set(messages.map(({ MessageId }) => MessageId));
  // An unknown or empty id fails the whole batch, as on AWS.
  if ([...failed].some((id) => !ids.has(id))) return;
  const done = messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
  if (done.length === 0) return;
  await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
    }),
  );
}

function toRecord(message: Message, queueArn: string, region: string): SQSRecord {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: { ...message.Attributes } as unknown as SQSRecord['attributes'],
    messageAttributes: toAttributes(message),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

function toAttributes({ MessageAttributes = {} }: Message): SQSRecord['messageAttributes'] {
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { DataType = 'String', StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType as 'String',
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
      },
    ]),
  );
}
