/** Seeds in which something was wrong once: they stay in the tests. */
export const failedOnce: readonly number[] = [];
