import type { Card } from './card.ts';
import type { ChangeContext } from './change-context.ts';
import { ChangeRefused } from './change-refused.ts';

/** Withdraws a card, so that its other button does nothing any more. Throws ChangeRefused if it is used or another's. */
export async function cancelCard(
  cardId: string,
  { store, userId, jobId, now }: ChangeContext,
): Promise<Card> {
  const card = await store.getCard(cardId);
  if (!card) throw new ChangeRefused({ why: 'cardGone' });
  if (card.askedBy !== userId) throw new ChangeRefused({ why: 'cardOfAnother', askedBy: card.askedBy });
  const decidedAt = new Date(now()).toISOString();
  const withdrawn = await store.putIntent({
    card,
    decision: 'withdraw',
    decidedBy: userId,
    jobId,
    decidedAt,
  });
  const before = withdrawn ? undefined : await store.getIntent(cardId);
  if (before?.decision === 'make') throw new ChangeRefused({ why: 'cardGone' });
  return card;
}
