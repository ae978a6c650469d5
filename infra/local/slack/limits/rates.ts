import type { Rate } from './rate-limiter.ts';

const perMinute = (calls: number): Rate => ({ burst: calls, every: 60_000 / calls });

/** Slack's tiers, read as exactly what they promise at least: calls a minute for a method in a workspace. */
export const rates = {
  tier1: perMinute(1),
  tier2: perMinute(20),
  tier3: perMinute(50),
  tier4: perMinute(100),
  /** chat.postMessage: 1 a second in a channel, with short bursts. */
  postMessageInChannel: { burst: 5, every: 1000 },
  /** chat.postMessage: several hundred a minute in a workspace. */
  postMessageInWorkspace: perMinute(300),
} as const satisfies Record<string, Rate>;
