import type { Policy } from './policy.ts';

/**
 * The access file as it was found. One that is missing or wrong allows no change, and says why in one sentence. `absent`: there
 * is none, so that reads stay open to members; of a wrong one nobody knows whether it would have closed them.
 */
export type PolicyReading =
  | { readonly type: 'policy'; readonly policy: Policy }
  | { readonly type: 'unusable'; readonly problem: string; readonly absent: boolean };
