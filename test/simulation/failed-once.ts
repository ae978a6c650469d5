/** Seeds in which something was wrong once: they stay in the tests. */
export const failedOnce: readonly number[] = [
  // Between a retry's look and its effect somebody else set the count: what stands already is not set again.
  15,
  // What a timer had to tell was posted twice without an answer: its job came back from the dead letters again and again.
  3,
];
