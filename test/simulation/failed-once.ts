/** Seeds in which something was wrong once: they stay in the tests. */
export const failedOnce: readonly number[] = [
  // Between a retry's look and its effect somebody else set the count: what stands already is not set again.
  15,
];
