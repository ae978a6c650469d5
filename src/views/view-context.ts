/** What a view may know beside its value. */
export interface ViewContext {
  /** Epoch milliseconds, for ages. */
  readonly now: number;
  /** Whether the channel sees the answer: then it has no buttons, which are for who asked. */
  readonly shared: boolean;
}
