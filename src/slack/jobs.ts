import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { NotShownYet } from '../changes/card.ts';
import type { RevertJob } from '../changes/revert.ts';
import type { Job } from '../front-door/job.ts';
import type { HandsOnJob } from '../hands-on/hands-on.ts';
import type { QueueReceiver } from './app.ts';
import type { Delivery } from './context.ts';
import { slackFailure } from './errors.ts';

interface BatchOptions {
  readonly receiver: QueueReceiver;
  /** For jobs from a timer. */
  readonly runRevert: (job: RevertJob, delivery: Delivery) => Promise<void>;
  /** For jobs from the events function. */
  readonly runCheck: (job: HandsOnJob) => Promise<void>;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly logger: { error(message: string, details: Record<string, unknown>): void };
}

/** A job's tries before the dead-letter queue: the redrive policy's maxReceiveCount. */
const tries = 3;

/**
 * Runs the jobs of an SQS batch in order. A failed job is returned to be retried soon, and so are those behind it: in a FIFO queue none may overtake.
 */
export async function receiveBatch({ Records }: SQSEvent, options: BatchOptions): Promise<SQSBatchResponse> {
  for (const [index, record] of Records.entries()) {
    try {
      await receive(record, options);
    } catch (error) {
      // To Lambda this invocation succeeds: no metric of its own counts these messages.
      const failedMessages = Records.length - index;
      options.logger.error('A job failed', {
        messageId: record.messageId,
        failedMessages,
        error: error as Error,
      });
      await giveBack(record, error, options);
      return {
        batchItemFailures: Records.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
    }
  }
  return { batchItemFailures: [] };
}

async function receive(record: SQSRecord, { receiver, runRevert, runCheck }: BatchOptions): Promise<void> {
  const job = JSON.parse(record.body) as Job | RevertJob | HandsOnJob;
  const { ApproximateReceiveCount, ApproximateFirstReceiveTimestamp } = record.attributes;
  const received = Number(ApproximateReceiveCount);
  const attempt = { firstTry: received <= 1, lastTry: received >= tries };
  if (job.kind === 'lesson') return runCheck(job);
  if (job.kind === 'return') {
    const receivedAt = Number(ApproximateFirstReceiveTimestamp);
    return runRevert(job, { jobId: `return-${job.changeId}`, receivedAt, ...attempt });
  }
  await receiver.receive(job, { jobId: job.id, receivedAt: job.receivedAt, ...attempt });
}

/** The queue's own visibility timeout would block this person's other commands for minutes. */
async function giveBack(
  record: SQSRecord,
  error: unknown,
  { sqs, queueUrl, logger }: BatchOptions,
): Promise<void> {
  const seconds = secondsUntilRetry(error, Number(record.attributes.ApproximateReceiveCount));
  try {
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  } catch (failure) {
    logger.error('A job could not be given back early', {
      messageId: record.messageId,
      error: failure as Error,
    });
  }
}

/** Seconds until a failed job is retried: what Slack asked for, until ECS's reads have caught up, or else 5 after the first try and 20 after the next. */
function secondsUntilRetry(error: unknown, tried: number): number {
  const cause = causeOf(error);
  if (cause instanceof NotShownYet) return cause.seconds;
  const failure = slackFailure(error);
  const asked = failure?.kind === 'wait' ? failure.seconds : undefined;
  if (asked !== undefined) return Math.min(Math.max(Math.ceil(asked), 1), 900);
  return tried <= 1 ? 5 : 20;
}

/** Bolt wraps what a listener throws. */
function causeOf(error: unknown): unknown {
  const { original } = (error ?? {}) as { readonly original?: unknown };
  return original ?? error;
}
