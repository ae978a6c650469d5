import type { Card } from './card.ts';
import type { ChangeContext } from './change-context.ts';
import { ChangeRefused } from './change-refused.ts';
import type { Effect } from './effects.ts';
import { judge, requireBelowMaximum } from './judge.ts';
import { kindOf } from './kind-of.ts';

/** A job older than this changes nothing: what its person saw may be long untrue. */
const oldestJobMs = 120_000;

/**
 * A press on a card that nobody has decided on: is it in time, may the person who pressed make the change now, and, for
 * an approval, may its asker still. `moved`: the card has to ask again, because its target is no longer as it showed, or
 * a second person is needed by now. Throws ChangeRefused.
 */
export async function checkPress(
  card: Card,
  context: ChangeContext,
  recent: readonly Effect[],
): Promise<'fine' | 'moved'> {
  const { clients, receivedAt, userId, approvals, now } = context;
  if (now() - receivedAt > oldestJobMs) throw new ChangeRefused({ why: 'tooLate' });
  if (now() / 1000 > card.expiresAt) {
    if (card.approval !== undefined) await approvals.close(card, { type: 'expired' });
    throw new ChangeRefused({ why: 'cardExpired', card });
  }
  const look = await kindOf(card.change).look(clients, card.change, recent);
  // Who approves, and for whom, is not decided by what Slack said some time ago.
  const how = { onlyFresh: card.approval !== undefined };
  const decision = await judge(card.change, look, context, how);
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
  requireBelowMaximum(card.change, look, context);
  if (userId !== card.askedBy) {
    const asker = { ...context, userId: card.askedBy, channelId: card.channelId };
    const stillAllowed = (await judge(card.change, look, asker, how)).allowed;
    if (!stillAllowed) throw new ChangeRefused({ why: 'askerDenied', askedBy: card.askedBy });
  }
  const isApproved = card.approval !== undefined || card.approvedBy !== undefined;
  if (decision.approval === undefined || isApproved) return look.moved ? 'moved' : 'fine';
  if (isOfTimer(card)) throw new ChangeRefused({ why: 'approvalNeeded', approval: decision.approval });
  return 'moved';
}

/** Whether a timer presses it, and nobody else. */
export function isOfTimer({ change }: Card): boolean {
  return change.type === 'scale' && change.undoes?.by === 'timer';
}
