/** What a timer puts into the commands queue when a change's time is over. */
export interface ReturnJob {
  readonly kind: 'return';
  /** The card of the change that goes back. */
  readonly changeId: string;
}
