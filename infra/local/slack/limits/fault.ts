/**
 * What Slack does wrong to the next `calls` calls of a method (`chat.update`, `response_url`, or `*` for all):
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
  /** How many calls it still hits. */
  readonly calls: number;
  /** Seconds, for `rate_limited`; 1 if not given. */
  readonly retryAfter?: number;
  readonly blockType?: string;
  readonly error?: string;
}

export type NewFault = Omit<Fault, 'id' | 'calls'> & { readonly calls?: number };
