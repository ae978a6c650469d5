/** At most so many within any stretch of this length. */
export interface Window {
  readonly ms: number;
  readonly most: number;
}

/** What a budget allows. */
export interface Limits {
  readonly all: readonly Window[];
  /** Holds for what is not urgent besides: it leaves gaps, so that what is urgent never waits for a whole minute. */
  readonly ordinary: readonly Window[];
  /** The shortest time between two ordinary sends of one message; it grows with the number of live messages. */
  readonly pace?: { readonly leastMs: number; readonly mostAMinute: number };
}
