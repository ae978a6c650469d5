import type { Limits } from './limits.ts';

/** Slack promises at least 50 a minute of chat.update (tier 3) in a workspace; 40 of them are for episodes. */
export const editLimits: Limits = {
  all: [{ ms: 60_000, most: 40 }],
  ordinary: [{ ms: 15_000, most: 10 }],
  pace: { leastMs: 3000, mostAMinute: 40 },
};
