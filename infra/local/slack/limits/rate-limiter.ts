import type { Clock } from '../../clock.ts';

/** `burst` calls at once, then one every `every` milliseconds. */
export interface Rate {
  readonly burst: number;
  readonly every: number;
}

/** Token buckets by key. Time comes from the clock, so a test can pass it. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** 0 when the call may pass, else the whole seconds to wait (the value of `Retry-After`, at least 1). */
  take(key: string, { burst, every }: Rate): number {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / every);
    const passes = tokens >= 1;
    this.#buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at: now });
    return passes ? 0 : Math.max(1, Math.ceil(((1 - tokens) * every) / 1000));
  }
}
