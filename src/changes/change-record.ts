import type { Card } from './card.ts';

/** Written before a change is made, once for a card: whoever writes it makes the change, or withdraws it. */
export interface Intent {
  readonly card: Card;
  readonly decision: 'make' | 'withdraw';
  /** The job whose press decided: the same job coming again finishes what it began. */
  readonly jobId: string;
  /** ISO */
  readonly decidedAt: string;
}

/** Written after. `unknown`: AWS did not answer, and the effect may have happened. */
export interface ChangeOutcome {
  readonly result: 'applied' | 'failed' | 'unknown';
  readonly reason?: string;
  /** ISO */
  readonly at: string;
}
