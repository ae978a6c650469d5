/** What the queue says of a job beside its content; listeners find it in Bolt's `context.delivery`. */
export interface Delivery {
  readonly jobId: string;
  /** When Slack's request came in, epoch milliseconds. */
  readonly receivedAt: number;
  /** Nobody was told anything of the job yet. */
  readonly firstTry: boolean;
  /** After this try the job goes to the dead-letter queue. */
  readonly lastTry: boolean;
}
