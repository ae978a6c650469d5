/** What the road needs of a timer: it brings a change back to the road when its time is over. */
export interface Returns {
  /** Sets the timer, once for a change however often it is called. `at` in epoch milliseconds. */
  schedule(changeId: string, at: number): Promise<void>;
}
