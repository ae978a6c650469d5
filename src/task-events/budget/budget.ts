/** What was sent of late against one of Slack's limits, and who waits. Times are epoch milliseconds. */
export interface Budget {
  readonly used: readonly { readonly id: string; readonly at: number }[];
  readonly waiting: readonly Waiting[];
  /** Slack asked everybody to wait until then; 0 when it did not. */
  readonly pausedUntil: number;
}

/** A message that was told to come again. */
export interface Waiting {
  readonly id: string;
  readonly urgent: boolean;
  /** When it first asked. */
  readonly since: number;
  /** When it was told to come. */
  readonly due: number;
}

export const emptyBudget: Budget = { used: [], waiting: [], pausedUntil: 0 };
