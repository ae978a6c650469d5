import type { Clock } from '../clock.ts';
import type { Hub } from './state/messages.ts';

/**
 * What Slack does wrong in the next `calls` calls of a method (`chat.update`, `response_url`, or `*` for all):
 * - `server_error`: HTTP 500, nothing done
 * - `rate_limited`: HTTP 429 with `Retry-After`, nothing done
 * - `timeout`: never answers, nothing done
 * - `lost_answer`: does it, then never answers
 * - `refuse_block`: invalid_blocks for blocks of `blockType`
 * - `error`: `{ ok: false, error }`
 */
export interface Fault {
  readonly id: number;
  readonly method: string;
  readonly kind: 'server_error' | 'rate_limited' | 'timeout' | 'lost_answer' | 'refuse_block' | 'error';
  /** How many more calls it affects. */
  readonly calls: number;
  /** Seconds, for `rate_limited`; 1 if not given. */
  readonly retryAfter?: number;
  readonly blockType?: string;
  readonly error?: string;
}

export type NewFault = Omit<Fault, 'id' | 'calls'> & { readonly calls?: number };

/** `burst` calls at once, then one every `every` milliseconds. */
export interface Rate {
  readonly burst: number;
  readonly every: number;
}

/** Token buckets by key. Takes the time from the clock, so a test can advance it. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** 0 when the call may pass, otherwise the seconds to wait (the value of `Retry-After`, at least 1). */
  take(key: string, { burst, every }: Rate): number {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / every);
    const passes = tokens >= 1;
    this.#buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at: now });
    return passes ? 0 : Math.max(1, Math.ceil(((1 - tokens) * every) / 1000));
  }
}

/** Faults that can be set while the world runs; each is used up by the calls it affects. */
export class Faults {
  readonly #hub: Hub;
  #faults: Fault[] = [];
  #lastId = 0;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  add(fault: NewFault): Fault {
    this.#lastId += 1;
    const added: Fault = { ...fault, id: this.#lastId, calls: fault.calls ?? 1 };
    this.#set([...this.#faults, added]);
    return added;
  }

  clear(): void {
    this.#set([]);
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  /** The first fault of these kinds for this method, counted as used if `applies` accepts it. */
  take(
    method: string,
    kinds: readonly Fault['kind'][],
    applies: (fault: Fault) => boolean = () => true,
  ): Fault | undefined {
    const hit = this.#faults.find(
      (fault) =>
        kinds.includes(fault.kind) && (fault.method === '*' || fault.method === method) && applies(fault),
    );
    if (!hit) return undefined;
    this.#set(
      this.#faults.flatMap((fault) => {
        if (fault !== hit) return [fault];
        return fault.calls > 1 ? [{ ...fault, calls: fault.calls - 1 }] : [];
      }),
    );
    return hit;
  }

  #set(faults: Fault[]): void {
    this.#faults = faults;
    this.#hub.publish({ type: 'faults' });
  }
}

const perMinute = (calls: number): Rate => ({ burst: calls, every: 60_000 / calls });

/** Slack's tiers, using exactly their guaranteed minimum: calls per minute for a method in a workspace. */
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
