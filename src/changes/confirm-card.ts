import { CannotPost } from './cannot-post.ts';
import type { Card } from './card.ts';
import type { ChangeContext } from './change-context.ts';
import type { ChangeOutcome, Intent } from './change-record.ts';
import { ChangeRefused } from './change-refused.ts';
import { checkPress, isOfTimer } from './check-press.ts';
import { effectsOf } from './effects.ts';
import { takeLease } from './lease.ts';
import { makeChange } from './make-change.ts';
import { postOrRefuse } from './post-or-refuse.ts';
import { settle } from './settle.ts';
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

/** What was decided and recorded of a card. */
interface Decided {
  readonly intent: Intent;
  readonly outcome: ChangeOutcome;
  readonly link: string | undefined;
}

/**
 * The press: under the lease of its target access, state, message, intent, effect, outcome, in this order.
 * Called again for the same card it finishes what was begun: the effect is absolute, so repeating it is harmless, unless something
 * else changed the target since.
 * Throws ChangeRefused when nothing was changed and nothing will be, or what was made is told already; other errors may be tried again.
 */
export async function confirmCard(cardId: string, context: ChangeContext): Promise<Confirmed> {
  const { store, story, approvals, userId } = context;
  const card = await store.getCard(cardId);
  if (!card) throw new ChangeRefused({ why: 'cardGone' });
  // What became of an approval stands in the channel for everybody, its asker too; what became of another's own card is not told.
  if (card.approval === undefined) requireDecider(card, userId);
  const before = await readDecision(card, context);
  if (card.approval !== undefined && before === undefined) requireDecider(card, userId);
  let shown: Promise<void> | undefined;
  const show = () => {
    shown ??= context.acknowledge?.(card);
  };
  // A second person's press must not take the buttons from everybody before it is known to count.
  if (card.approval === undefined) show();
  const decided = await decideUnderLease(card, before, { ...context, show });
  await shown;
  if (decided === 'moved') {
    if (card.approval !== undefined) await approvals.close(card, { type: 'moved' });
    return { type: 'moved', card };
  }
  const { intent, outcome, link } = decided;
  await story.end(card, outcome);
  if (card.approval !== undefined) {
    const end = { type: 'approved', by: intent.decidedBy ?? '', at: intent.decidedAt } as const;
    await approvals.close(card, { ...end, ...(link !== undefined && { link }) });
  }
  return { type: 'done', card, channelId: toldIn(card, context), link, outcome };
}

interface Decision {
  readonly intent: Intent;
  readonly outcome: ChangeOutcome | undefined;
}

/** What was decided of the card before, where this press may finish it. Throws ChangeRefused where it may not. */
async function readDecision(card: Card, context: ChangeContext): Promise<Decision | undefined> {
  const { store, story, jobId, userId, now } = context;
  const intent = await store.getIntent(card.id);
  if (intent === undefined) return undefined;
  if (intent.decision === 'withdraw') throw new ChangeRefused({ why: 'cardWithdrawn', intent });
  const outcome = await store.getOutcome(card.id);
  if (intent.jobId === jobId) return { intent, outcome };
  // Another press finishes what died half-way, but only its own, and only while the card can be used.
  const isOther = intent.decidedBy !== undefined && intent.decidedBy !== userId;
  if (outcome === undefined && !isOther && now() / 1000 <= card.expiresAt) return { intent, outcome };
  const link = await story.link(card, toldIn(card, context));
  throw new ChangeRefused({ why: 'cardMade', intent, outcome, link });
}

async function decideUnderLease(
  card: Card,
  before: Decision | undefined,
  context: ChangeContext & { readonly show: () => void },
): Promise<Decided | 'moved'> {
  const { store } = context;
  if (before?.outcome !== undefined) {
    const { intent, outcome } = before;
    const link = await beginAgain(card, context);
    // Once more, for who wrote it may have died before it was told.
    await store.putOutcome(card.id, outcome);
    return { intent, outcome, link };
  }
  const lease = await takeLease(card, context).catch((error: unknown) => {
    // What was begun is not refused: it comes again.
    const isWaiting = before !== undefined || (isOfTimer(card) && !context.lastTry);
    if (isWaiting && error instanceof ChangeRefused)
      throw new Error('Its target is being changed', { cause: error });
    throw error;
  });
  let unsettled = lease.unsettled;
  let effects = lease.recent;
  try {
    for (const id of lease.unsettled) {
      effects = [...effects, ...(await settle(id, context, effects))];
      unsettled = unsettled.filter((other) => other !== id);
    }
    // Who held the lease before may have decided on this very card.
    const begun = await readDecision(card, context);
    if (begun === undefined && (await checkPress(card, context, effects)) === 'moved') return 'moved';
    context.show();
    const link = begun ? await beginAgain(card, context) : await begin(card, context);
    unsettled = [...unsettled, card.id];
    const intent = begun?.intent ?? (await decide(card, context));
    const outcome = begun?.outcome ?? (await makeChange(intent, begun !== undefined, context, effects));
    effects = [...effects, ...effectsOf(card.change, outcome)];
    const isFirst = await store.putOutcome(card.id, outcome);
    // Whose lease had passed was settled meanwhile: what is recorded is what is told.
    const recorded = isFirst ? outcome : ((await store.getOutcome(card.id)) ?? outcome);
    unsettled = unsettled.filter((other) => other !== card.id);
    return { intent, outcome: recorded, link };
  } finally {
    await lease.release({ unsettled, effects });
  }
}

/** Posts the change's message; the answer is its link. */
function begin(card: Card, context: ChangeContext): Promise<string | undefined> {
  return postOrRefuse(card, () => post(card, context));
}

async function post(card: Card, context: ChangeContext): Promise<string | undefined> {
  const decidedBy = card.approval === undefined ? card.approvedBy : context.userId;
  return (await context.story.begin(card, toldIn(card, context), decidedBy)).link;
}

/** What was begun is finished, wherever its message stands. */
async function beginAgain(card: Card, context: ChangeContext): Promise<string | undefined> {
  try {
    return await post(card, context);
  } catch (error) {
    if (error instanceof CannotPost || error instanceof Unanswered) return undefined;
    throw error;
  }
}

/** A card is its asker's; one that needs a second person is everybody else's. */
function requireDecider({ approval, askedBy }: Card, userId: string): void {
  if (approval === undefined && askedBy !== userId)
    throw new ChangeRefused({ why: 'cardOfAnother', askedBy });
  if (approval !== undefined && askedBy === userId) throw new ChangeRefused({ why: 'needsSecondPerson' });
}

async function decide(card: Card, context: ChangeContext): Promise<Intent> {
  const { store, story, userId, jobId, now } = context;
  const decidedAt = new Date(now()).toISOString();
  const intent: Intent = {
    card,
    decision: 'make',
    ...(!isOfTimer(card) && { decidedBy: userId }),
    jobId,
    decidedAt,
  };
  if (await store.putIntent(intent)) return intent;
  // Its own, when DynamoDB wrote it and the answer was lost: the SDK then asked again.
  const known = await store.getIntent(card.id);
  if (known?.decision === 'make' && known.jobId === jobId) return known;
  if (known === undefined) throw new Error(`The intent of card ${card.id} is refused, and is not there`);
  // Somebody withdrew it while its message was posted.
  await story.end(card, { result: 'failed', reason: 'it was cancelled at that moment', at: decidedAt });
  throw new ChangeRefused({ why: 'cardWithdrawn', intent: known });
}
