import { CannotPost } from './cannot-post.ts';
import type { Card } from './card.ts';
import type { ChangeContext } from './change-context.ts';
import type { ChangeOutcome, Intent } from './change-record.ts';
import { ChangeRefused } from './change-refused.ts';
import { checkPress } from './check-press.ts';
import { makeChange } from './make-change.ts';
import { postOrRefuse } from './post-or-refuse.ts';
import { toldIn } from './told-in.ts';
import { Unanswered } from './unanswered.ts';

export type Confirmed =
  | {
      readonly type: 'done';
      readonly card: Card;
      readonly channelId: string;
      readonly link: string | undefined;
      readonly outcome: ChangeOutcome;
    }
  /** The target is no longer as the card showed it: ask again with the card's line, in its asker's name. */
  | { readonly type: 'moved'; readonly card: Card };

/**
 * The press: access, state, message, intent, effect, outcome, in this order.
 * Called again for the same card it finishes what was begun: the effect is absolute, so repeating it is harmless, unless something
 * else changed the target since.
 * Throws ChangeRefused when nothing was changed and nothing will be; other errors may be tried again.
 */
export async function confirmCard(cardId: string, context: ChangeContext): Promise<Confirmed> {
  const { store, story, approvals, userId } = context;
  const card = await store.getCard(cardId);
  if (!card) throw new ChangeRefused({ why: 'cardGone' });
  requireDecider(card, userId);

  const begun = await store.getIntent(cardId);
  const done = begun && (await store.getOutcome(cardId));
  if (begun) requireSameDecision(begun, done !== undefined, context);
  else if ((await checkPress(card, context)) === 'moved') {
    if (card.approval !== undefined) await approvals.close(card, { type: 'moved' });
    return { type: 'moved', card };
  }

  const channelId = toldIn(card, context);
  const decidedBy = card.approval === undefined ? card.approvedBy : userId;
  const { link } = begun
    ? await story.begin(card, channelId, decidedBy).catch(withoutLink)
    : await postOrRefuse(card, () => story.begin(card, channelId, decidedBy));
  const intent = begun ?? (await decide(card, context));
  const outcome = done ?? (await makeChange(intent, begun !== undefined, context));
  await store.putOutcome(card.id, outcome);
  await story.end(card, outcome);
  if (card.approval !== undefined) {
    const end = { type: 'approved', by: intent.decidedBy ?? '', at: intent.decidedAt } as const;
    await approvals.close(card, { ...end, ...(link !== undefined && { link }) });
  }
  return { type: 'done', card, channelId, link, outcome };
}

/** What was begun is finished, wherever its message stands. */
function withoutLink(error: unknown): { link: undefined } {
  if (error instanceof CannotPost || error instanceof Unanswered) return { link: undefined };
  throw error;
}

/** A card is its asker's; one that needs a second person is everybody else's. */
function requireDecider({ approval, askedBy }: Card, userId: string): void {
  if (approval === undefined && askedBy !== userId)
    throw new ChangeRefused({ why: 'cardOfAnother', askedBy });
  if (approval !== undefined && askedBy === userId) throw new ChangeRefused({ why: 'needsSecondPerson' });
}

/** A card that was decided on is used up, but for the job that decided, and for a press that finishes what died half-way. */
function requireSameDecision(begun: Intent, isDone: boolean, { jobId, now, userId }: ChangeContext): void {
  if (begun.decision === 'withdraw') throw new ChangeRefused({ why: 'cardGone' });
  if (begun.jobId === jobId) return;
  const isOther = begun.decidedBy !== undefined && begun.decidedBy !== userId;
  if (isDone || isOther || now() / 1000 > begun.card.expiresAt) throw new ChangeRefused({ why: 'cardGone' });
}

async function decide(card: Card, { store, userId, jobId, now }: ChangeContext): Promise<Intent> {
  const { undoes } = card.change.type === 'scale' ? card.change : {};
  const intent: Intent = {
    card,
    decision: 'make',
    ...(undoes?.by !== 'timer' && { decidedBy: userId }),
    jobId,
    decidedAt: new Date(now()).toISOString(),
  };
  if (await store.putIntent(intent)) return intent;
  // Its own, when DynamoDB wrote it and the answer was lost: the SDK then asked again.
  const known = await store.getIntent(card.id);
  if (known?.decision !== 'make' || known.jobId !== jobId) throw new ChangeRefused({ why: 'cardGone' });
  return known;
}
