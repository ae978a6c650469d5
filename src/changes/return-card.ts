import { createHash } from 'node:crypto';
import type { Card } from './card.ts';
import type { ScaleChange } from './change.ts';
import type { Intent } from './change-record.ts';

/** How long the timer's own card can be used: its job may be tried for a while. */
const usableSeconds = 3600;

/** The card that a timer uses in its asker's name: one for each change that goes back. */
export function returnCard({ card, decidedBy }: Intent, change: ScaleChange, now: number): Card {
  const { cluster, service } = change.target;
  const id = createHash('sha256').update(`return\n${card.id}`).digest('hex').slice(0, 32);
  const approvedBy = card.approval === undefined ? card.approvedBy : decidedBy;
  return {
    ...{ id, line: `scale ${cluster}/${service} ${change.after.desiredCount}`, change },
    ...{ askedBy: card.askedBy, channelId: card.channelId },
    ...(approvedBy !== undefined && { approvedBy }),
    askedAt: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + usableSeconds,
  };
}
