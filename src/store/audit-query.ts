import type { AuditEntry } from './audit-entry.ts';

/** Which entries of the audit are wanted. */
export interface AuditQuery {
  /** Epoch milliseconds. */
  readonly since: number;
  /** Epoch milliseconds. */
  readonly until: number;
  /** `cluster/service`: only this one's. */
  readonly target?: string | undefined;
  /** Only these; asked before outcomes are read. */
  readonly wanted?: ((entry: AuditEntry) => boolean) | undefined;
  /** So many are left out: the pages before. */
  readonly skip?: number;
  /** So many at most. */
  readonly most: number;
}
