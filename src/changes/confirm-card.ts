import { isRetryable } from '../ecs/is-retryable.ts';
import { maskSecrets } from '../logs/mask-secrets.ts';
import type { Card } from './card.ts';
import type { ChangeContext } from './change-context.ts';
import type { ChangeOutcome, Intent } from './change-record.ts';
import { ChangeRefused } from './change-refused.ts';
import { checkPress } from './check-press.ts';
import { kindOf } from './kind-of.ts';
import { NotYet } from './not-yet.ts';
import { postOrRefuse } from './post-or-refuse.ts';
import { toldIn } from './told-in.ts';

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
 * Called again for the same card it finishes what was begun: the effect is absolute, so repeating it is harmless.
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
  const { link } = await postOrRefuse(card, () => story.begin(card, channelId, decidedBy));
  const intent = begun ?? (await decide(card, context));
  const outcome = done ?? (await applyChange(intent, context));
  await store.putOutcome(card.id, outcome);
  await story.end(card, outcome);
  if (card.approval !== undefined) {
    const end = { type: 'approved', by: intent.decidedBy ?? '', at: intent.decidedAt } as const;
    await approvals.close(card, { ...end, ...(link !== undefined && { link }) });
  }
  return { type: 'done', card, channelId, link, outcome };
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
  if (!(await store.putIntent(intent))) throw new ChangeRefused({ why: 'cardGone' });
  return intent;
}

async function applyChange(intent: Intent, context: ChangeContext): Promise<ChangeOutcome> {
  const { clients, now, lastTry } = context;
  const { change, askedBy } = intent.card;
  const at = () => new Date(now()).toISOString();
  try {
    await setTimer(intent, context);
    const { requestId, made } = await kindOf(change).apply(clients, change, askedBy);
    return {
      result: 'applied',
      ...(requestId !== undefined && { requestId }),
      ...(made !== undefined && { made }),
      at: at(),
    };
  } catch (error) {
    const again = isRetryable(error);
    if (again && !lastTry) throw error;
    const reason = maskSecrets(error instanceof Error ? error.message : String(error));
    if (error instanceof NotYet) return { result: 'failed', reason, why: error.why, at: at() };
    return { result: again ? 'unknown' : 'failed', reason, at: at() };
  }
}

/** Before the effect: a change that can't be taken back in time is not made at all. */
async function setTimer({ card, decidedAt }: Intent, { returns }: ChangeContext): Promise<void> {
  const { change } = card;
  if (change.type !== 'scale' || change.forMs === undefined) return;
  await returns.schedule(card.id, Date.parse(decidedAt) + change.forMs);
}
