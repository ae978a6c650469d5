import type { ChangeOutcome, Intent, Refused } from '../changes/change-record.ts';

/** One change that was decided on, with how it ended, or one that was refused. */
export type AuditEntry =
  | {
      readonly kind: 'change';
      readonly intent: Intent;
      /** Absent: nobody knows yet; the retry of its job writes it. */
      readonly outcome?: ChangeOutcome;
    }
  | { readonly kind: 'refused'; readonly refused: Refused };
