/** What a timer puts into the commands queue when a change's time is over. */
export interface ReturnJob {
  readonly kind: 'return';
  /** The card of the change that goes back. */
  readonly changeId: string;
  /** When the timer was set, epoch milliseconds: the queue drops a second message of the same content for five minutes. */
  readonly setAt: number;
}
