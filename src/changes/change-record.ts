import type { Card } from './card.ts';
import type { NotYet } from './not-yet.ts';

/** Written before a change is made, once for a card: whoever writes it makes the change, or withdraws it. */
export interface Intent {
  readonly card: Card;
  readonly decision: 'make' | 'withdraw';
  /** Who pressed: the asker, or the second person who approved. Absent for what a timer does. */
  readonly decidedBy?: string;
  /** The job whose press decided: the same job coming again finishes what it began. */
  readonly jobId: string;
  /** ISO */
  readonly decidedAt: string;
}

/** Written after. `unknown`: AWS did not answer, and the effect may have happened. */
export interface ChangeOutcome {
  readonly result: 'applied' | 'failed' | 'unknown';
  readonly reason?: string;
  /** What lies behind the reason, where that is known. */
  readonly why?: NotYet['why'];
  /** What was made, where only AWS knows its name: `hello-world:4`. */
  readonly made?: string;
  /** AWS's id of the request that made it. */
  readonly requestId?: string;
  /** ISO */
  readonly at: string;
}

/** A change or setting that was asked for and refused. */
export interface Refused {
  readonly userId: string;
  readonly channelId: string;
  /** What was typed: of a button that was pressed, the line that its card or change came from. */
  readonly line: string;
  /** The button, or the end of its time; absent for a line that was typed, or a button that says a line. */
  readonly press?: 'confirm' | 'cancel' | 'undo' | 'return';
  /** `cluster/service`, where the line named one that the person may read. */
  readonly target?: string;
  /** The code of what the person read. */
  readonly why: string;
  readonly jobId: string;
  /** ISO */
  readonly at: string;
}
