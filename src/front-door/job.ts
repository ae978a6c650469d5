/**
 * A verified Slack request on its way from the front door to the worker: the body of a message in the commands
 * queue is `JSON.stringify(job)`. Deliberately without headers or signature: what stands here was verified.
 */
export interface Job {
  readonly kind: 'command' | 'action' | 'event' | 'view';
  /** The queue's deduplication id: the same for Slack's retries of one event, 64 hex digits. */
  readonly id: string;
  /** When the front door took the request, epoch milliseconds. */
  readonly receivedAt: number;
  /** What Bolt's `ReceiverEvent.body` expects: the parsed form of a slash command, else the payload's JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Slack's `x-slack-retry-num`, 1 to 3; events only. */
  readonly retryNum?: number;
  /** Slack's `x-slack-retry-reason`, e.g. `http_timeout`. */
  readonly retryReason?: string;
}
