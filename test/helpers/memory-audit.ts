import type { AuditEntry, AuditStore } from '../../src/changes/audit.ts';

/** An audit in memory: what commands read, without a table. Entries are given the newest first. */
export function memoryAudit(all: readonly AuditEntry[] = []): Pick<AuditStore, 'entries'> {
  return {
    async entries({ wanted = () => true, skip = 0, most }) {
      const found = all.filter(wanted).slice(skip);
      return { entries: found.slice(0, most), more: found.length > most };
    },
  };
}
