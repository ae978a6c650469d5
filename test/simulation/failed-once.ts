/** Seeds in which something was wrong once, if only what was expected of the bot: they stay in the tests. Faults of the bot stand among the mutants. */
export const failedOnce: readonly number[] = [
  // What notifies of a rise by itself, because its message went unheard, is told once and never edited.
  6,
  // A count that was set on top of another change for a time goes back to what was before that one.
  12,
  // A job that was given back from the dead letters has posted before that three tries failed.
  45,
  // Who cancels a card while Slack throttles reads that nothing was changed, and finds nothing withdrawn.
  34,
  // A change's message begins with the tasks that run when it is made, not with those that its card showed.
  3013,
  // What a worker settled minutes ago says nothing about ECS's answer of now, and its job that comes again leaves its replaced message alone.
  2044,
  // A pause ends, though a later one that was never made, and that nobody knows of whether it was, stands over it.
  5125,
  // A restart whose deployment's events were all lost ends green.
  6519,
  // What was begun is settled by the next holder of the lease, though its own job failed again before it could finish it.
  11379,
];
