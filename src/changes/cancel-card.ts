import type { ApprovalEnd } from './approvals.ts';
import type { Card } from './card.ts';
import type { ChangeContext } from './change-context.ts';
import { ChangeRefused } from './change-refused.ts';
import { judge } from './judge.ts';
import { kindOf } from './kind-of.ts';
import { readEffects } from './lease.ts';
import { toldIn } from './told-in.ts';

export interface Cancelled {
  readonly card: Card;
  /** Of a card that asked for a second person, where it can't say so itself any more. */
  readonly unshown?: ApprovalEnd;
}

/**
 * Withdraws a card, so that its other button does nothing any more: its asker's right, and of one that waits for a second
 * person also theirs who might approve it. Throws ChangeRefused if it is used or another's.
 */
export async function cancelCard(cardId: string, context: ChangeContext): Promise<Cancelled> {
  const { store, story, approvals, userId, jobId, now } = context;
  const card = await store.getCard(cardId);
  if (!card) throw new ChangeRefused({ why: 'cardGone' });
  if (card.askedBy !== userId) await requireSecondPerson(card, context);
  const decidedAt = new Date(now()).toISOString();
  const intent = { card, decision: 'withdraw', decidedBy: userId, jobId, decidedAt } as const;
  const withdrawn = await store.putIntent(intent);
  const before = withdrawn ? intent : await store.getIntent(cardId);
  if (before?.decision === 'make') {
    const [outcome, link] = await Promise.all([
      store.getOutcome(cardId),
      story.link(card, toldIn(card, context)),
    ]);
    throw new ChangeRefused({ why: 'cardMade', intent: before, outcome, link });
  }
  if (card.approval === undefined) return { card };
  const by = before?.decidedBy ?? userId;
  const end = { type: 'declined', by, at: before?.decidedAt ?? decidedAt } as const;
  return (await approvals.close(card, end)) ? { card } : { card, unshown: end };
}

async function requireSecondPerson(card: Card, context: ChangeContext): Promise<void> {
  if (card.approval === undefined) {
    throw new ChangeRefused({ why: 'cardOfAnother', askedBy: card.askedBy });
  }
  const recent = await readEffects(card.change, context);
  const look = await kindOf(card.change).look(context.clients, card.change, recent);
  // As for approving: what Slack said some time ago does not decide, and while it says nothing nobody declines.
  const decision = await judge(card.change, look, context, { onlyFresh: true });
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
}
