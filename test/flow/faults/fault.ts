import type { Damage } from './damage.ts';

/** What goes wrong at one point of a change. */
export interface Fault {
  readonly name: string;
  readonly damage: Damage;
  /**
   * `attempt`: one request, which the SDK makes again by itself. `try`: all of one delivery of the job. `always`: of all three, so that the
   * job becomes a dead letter.
   */
  readonly lasts: 'attempt' | 'try' | 'always';
  /** What becomes of it at the next delivery. */
  readonly next?: Damage;
  /** The job comes again when it is older than two minutes. */
  readonly late?: true;
  /** Between the two deliveries the timer of the change goes off. */
  readonly timerFirst?: true;
}
