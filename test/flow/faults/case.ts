import type { Call } from './call.ts';
import type { ChangeSort } from './change-sort.ts';
import type { Fault } from './fault.ts';

/** One change, and what goes wrong with it. */
export interface Case {
  readonly sort: ChangeSort;
  /** Where; absent for what happens to a job as a whole. */
  readonly point?: Pick<Call, 'step' | 'point' | 'writes'>;
  readonly fault?: Fault;
  /** Which job is delivered twice, one after the other or both at once, or comes too late. */
  readonly delivered?: { readonly step: number; readonly how: 'twice' | 'twice at once' | 'too late' };
  /** The Lambda is fresh, so that it reads its token. */
  readonly cold?: true;
}
