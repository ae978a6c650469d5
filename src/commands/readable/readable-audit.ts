import type { Look } from '../../ecs/readable/look.ts';
import { targetName } from '../../ecs/target-name.ts';
import type { AuditEntry } from '../../store/audit-entry.ts';
import type { AuditStore } from '../../store/audit-store.ts';

type Entries = Pick<AuditStore, 'entries'>;

/**
 * The audit of what a person may look at. What somebody else was refused and names no target that they could see is left out: the line
 * that they typed may name anything.
 */
export function readableAudit(audit: Entries, look: Look, userId: string): Entries {
  return {
    async entries(query) {
      const mayKnow = await look.knows();
      const wanted = (entry: AuditEntry) => {
        const target =
          entry.kind === 'refused' ? entry.refused.target : targetName(entry.intent.card.change.target);
        const isOwn = entry.kind === 'refused' && entry.refused.userId === userId;
        return (target === undefined ? isOwn : mayKnow(target)) && query.wanted?.(entry) !== false;
      };
      return audit.entries({ ...query, wanted });
    },
  };
}
