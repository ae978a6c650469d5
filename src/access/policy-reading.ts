import type { Policy } from './policy.ts';

/** The access file as it was found. A file that is missing or wrong allows no change, and says why in one sentence. */
export type PolicyReading =
  | { readonly type: 'policy'; readonly policy: Policy }
  | { readonly type: 'unusable'; readonly problem: string };
