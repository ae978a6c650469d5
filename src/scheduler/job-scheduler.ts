import type { SchedulerClient } from '@aws-sdk/client-scheduler';

/** EventBridge Scheduler, and where what it keeps is delivered. */
export interface JobScheduler {
  readonly client: SchedulerClient;
  /** Of the FIFO commands queue; it must have content-based deduplication, since Scheduler sends no deduplication id. */
  readonly queueArn: string;
  /** The role that Scheduler assumes to send; who creates a schedule needs `iam:PassRole` on it. */
  readonly roleArn: string;
  /** Of the standard queue for jobs that could not be sent: Scheduler takes no FIFO queue for these. */
  readonly deadLettersArn: string;
  readonly now: () => number;
}
