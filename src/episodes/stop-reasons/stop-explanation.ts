import type { ReasonCode } from './reason-code.ts';

/** Why a task stopped, as a value; the catalogue has the words for each code. */
export interface StopExplanation {
  readonly code: ReasonCode;
  /** Whether nobody needs to wonder: it was asked for, or is part of the bargain. */
  readonly expected: boolean;
  /** What the code alone does not tell: an exit code, or ECS's own text where it is not known or says more. */
  readonly detail?: string;
  /** What also happened on the way: it ran out of memory, or did not end when asked and was killed. */
  readonly also?: 'outOfMemory' | 'stopTimeout';
}
