import { mayChange } from '../access/may-change.ts';
import { isRetryable } from '../ecs/is-retryable.ts';
import { CannotPost } from './cannot-post.ts';
import type { Card } from './card.ts';
import type { ChangeContext } from './change-context.ts';
import type { ChangeOutcome, Intent } from './change-record.ts';
import { ChangeRefused } from './change-refused.ts';
import { kindOf } from './kind-of.ts';

/** A job older than this changes nothing: what its person saw may be long untrue. */
const oldestJobMs = 120_000;

export type Confirmed =
  | {
      readonly type: 'done';
      readonly card: Card;
      readonly channelId: string;
      readonly link: string | undefined;
      readonly outcome: ChangeOutcome;
    }
  /** The target is no longer as the card showed it: ask again with the card's line. */
  | { readonly type: 'moved'; readonly card: Card };

/**
 * The press: access, state, message, intent, effect, outcome, in this order.
 * Called again for the same card it finishes what was begun: the effect is absolute, so repeating it is harmless.
 * Throws ChangeRefused when nothing was changed and nothing will be; other errors may be tried again.
 */
export async function confirmCard(cardId: string, context: ChangeContext): Promise<Confirmed> {
  const { store, story } = context;
  const card = await store.getCard(cardId);
  if (!card) throw new ChangeRefused({ why: 'cardGone' });
  if (card.askedBy !== context.userId)
    throw new ChangeRefused({ why: 'cardOfAnother', askedBy: card.askedBy });

  const begun = await store.getIntent(cardId);
  const done = begun && (await store.getOutcome(cardId));
  if (begun) requireSameDecision(begun, done !== undefined, context);
  else {
    requireFresh(card, context);
    if (await kindOf(card.change).hasMoved(context.ecs, card.change)) return { type: 'moved', card };
  }

  const channelId = isDirect(card.channelId) ? context.defaultChannel : card.channelId;
  const { link } = await beginStory(card, channelId, context);
  if (!begun) await decide(card, context);
  const outcome = done ?? (await applyChange(card, context));
  await store.putOutcome(cardId, outcome);
  await story.end(card, outcome);
  return { type: 'done', card, channelId, link, outcome };
}

/** A card that was decided on is used up, but for the job that decided, and for a press that finishes what died half-way. */
function requireSameDecision(begun: Intent, isDone: boolean, { jobId, now }: ChangeContext): void {
  if (begun.decision === 'withdraw') throw new ChangeRefused({ why: 'cardGone' });
  if (begun.jobId === jobId) return;
  if (isDone || now() / 1000 > begun.card.expiresAt) throw new ChangeRefused({ why: 'cardGone' });
}

async function decide(card: Card, { store, userId, jobId, now }: ChangeContext): Promise<void> {
  const intent: Intent = {
    card,
    decision: 'make',
    decidedBy: userId,
    jobId,
    decidedAt: new Date(now()).toISOString(),
  };
  if (!(await store.putIntent(intent))) throw new ChangeRefused({ why: 'cardGone' });
}

function requireFresh(card: Card, { operators, userId, receivedAt, now }: ChangeContext): void {
  if (!mayChange(userId, operators)) throw new ChangeRefused({ why: 'mayNotChange', operators });
  if (now() - receivedAt > oldestJobMs) throw new ChangeRefused({ why: 'tooLate' });
  if (now() / 1000 > card.expiresAt) throw new ChangeRefused({ why: 'cardGone' });
}

async function beginStory(card: Card, channelId: string, { story }: ChangeContext) {
  try {
    return await story.begin(card, channelId);
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    const direct = isDirect(card.channelId);
    throw new ChangeRefused({ why: 'cannotPost', channelId, direct }, { cause: error });
  }
}

async function applyChange(card: Card, { ecs, now, lastTry }: ChangeContext): Promise<ChangeOutcome> {
  const at = () => new Date(now()).toISOString();
  try {
    await kindOf(card.change).apply(ecs, card.change, card.askedBy);
    return { result: 'applied', at: at() };
  } catch (error) {
    const again = isRetryable(error);
    if (again && !lastTry) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { result: again ? 'unknown' : 'failed', reason, at: at() };
  }
}

function isDirect(channelId: string): boolean {
  return channelId.startsWith('D');
}
