/**
 * What becomes of one request.
 * Before it takes effect: `throttled`, `error` (5xx), `refused` (4xx), `unheard` (the connection is cut), `silent` (no answer until
 * the client gives up), `killedBefore` (the Lambda dies).
 * After: `lost` (the connection is cut in place of the answer), `killedAfter`.
 */
export type Damage =
  | 'throttled'
  | 'error'
  | 'refused'
  | 'unheard'
  | 'silent'
  | 'lost'
  | 'killedBefore'
  | 'killedAfter';
