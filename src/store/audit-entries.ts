import type { Intent, Refused } from '../changes/change-record.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditQuery } from './audit-query.ts';
import { queryIndex } from './query-index.ts';
import type { Table } from './table.ts';

/** Records looked at for one question: a narrow question over a busy month must end too. */
const mostLookedAt = 5000;
const dayMs = 86_400_000;

/**
 * Intents and refusals, the newest first, from the index of their target or day by day; a moment behind the table, as
 * indexes are. `more` says that there are others, or that looking ended before `since` was reached.
 */
export async function auditEntries(
  table: Table,
  { since, until, target, wanted = () => true, skip = 0, most }: AuditQuery,
): Promise<{ readonly entries: AuditEntry[]; readonly more: boolean }> {
  const entries: AuditEntry[] = [];
  let lookedAt = 0;
  let skipped = 0;
  for (const partition of target === undefined ? days(since, until) : [target]) {
    const items = queryIndex<{ sk: string; value: Intent | Refused }>(table, {
      index: target === undefined ? 'by-day' : 'by-target',
      key: target === undefined ? 'day' : 'target',
      value: partition,
      from: new Date(since).toISOString(),
      // A record's `at` is its time and `#` and an id.
      to: `${new Date(until).toISOString()}~`,
    });
    for await (const { sk, value } of items) {
      if (lookedAt >= mostLookedAt) return { entries, more: true };
      lookedAt += 1;
      const entry: AuditEntry =
        sk === 'intent'
          ? { kind: 'change', intent: value as Intent }
          : { kind: 'refused', refused: value as Refused };
      if (!wanted(entry)) continue;
      if (skipped < skip) {
        skipped += 1;
        continue;
      }
      if (entries.length === most) return { entries, more: true };
      entries.push(entry);
    }
  }
  return { entries, more: false };
}

/** The days of UTC from `until` back to `since`. */
function* days(since: number, until: number): Generator<string> {
  for (let day = Math.floor(until / dayMs); day >= Math.floor(since / dayMs); day--) {
    yield new Date(day * dayMs).toISOString().slice(0, 10);
  }
}
