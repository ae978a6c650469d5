import type { Freeze } from '../access/freeze.ts';
import { makeChange, settle } from './apply.ts';
import {
  approverOf,
  CannotPost,
  type Card,
  type ChangeOutcome,
  ChangeRefused,
  type Intent,
  Unanswered,
} from './card.ts';
import type { Change } from './change.ts';
import type { ApprovalEnd, ChangeContext } from './context.ts';
import { type Effect, effectsOf } from './effects.ts';
import { kindOf } from './kinds/index.ts';
import { readEffects, takeLease } from './lease.ts';
import {
  announceChannel,
  checkAccess,
  hasProposed,
  postOrRefuse,
  requireBelowMaximum,
  requireDeployments,
  requireOpenHook,
  requireThaw,
} from './propose.ts';

interface Cancelled {
  readonly card: Card;
  /** For a card that asked for a second person: how it ended, if the card can't be edited any more to show it. */
  readonly unshown?: ApprovalEnd;
}

/**
 * Withdraws a card, so that its other button no longer does anything. Its asker may do so, and for a card that waits for a second person also anyone
 * who might approve it. Throws ChangeRefused if the card was already used or is somebody else's.
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
    const [outcome, found] = await Promise.all([
      store.getOutcome(cardId),
      story.find(card, announceChannel(card, context)),
    ]);
    throw new ChangeRefused({ why: 'cardMade', intent: before, outcome, link: found?.link });
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
  const inspection = await kindOf(card.change).inspect(context.clients, card.change, recent);
  // As for approving: an old answer from Slack does not count, and while Slack gives none, nobody can decline.
  const decision = await checkAccess(card.change, inspection, context, { onlyFresh: true });
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
}

export type Confirmed =
  | {
      readonly type: 'done';
      readonly card: Card;
      readonly channelId: string;
      readonly link: string | undefined;
      readonly outcome: ChangeOutcome;
    }
  /** The target is no longer as the card showed it: run the card's line again, in its asker's name, and close the card. */
  | { readonly type: 'stale'; readonly card: Card };

/** What was decided and recorded for a card. */
interface Decided {
  readonly intent: Intent;
  readonly outcome: ChangeOutcome;
  readonly link: string | undefined;
}

/**
 * Handles the press. Under the lease of the card's target, in this order: access, state, message, intent, effect, outcome.
 * Called again for the same card, it finishes what was begun: the effect is absolute, so repeating it is harmless unless something else has changed
 * the target since.
 * Throws ChangeRefused when nothing was changed and nothing will be, or when the result is already announced; other errors may be retried.
 */
export async function confirmCard(cardId: string, context: ChangeContext): Promise<Confirmed> {
  const { store, story, approvals, userId } = context;
  const card = await store.getCard(cardId);
  if (!card) throw new ChangeRefused({ why: 'cardGone' });
  // How an approval ended is shown to everybody in the channel, including its asker; how somebody else's own card ended is not shown.
  if (card.approval === undefined) requireDecider(card, userId);
  const before = await readDecision(card, context);
  if (card.approval !== undefined && before === undefined) requireDecider(card, userId);
  if (before === undefined) {
    await requireFirstAnswer(context);
    // Its person has the next card before them by now: this press changes nothing, and does not show on it.
    if (await hasProposed(context)) return { type: 'stale', card };
  }
  let shown: Promise<void> | undefined;
  const show = () => {
    shown ??= context.acknowledge?.(card);
  };
  // A second person's press must not remove everybody's buttons before it is known to count.
  if (card.approval === undefined) show();
  const decided = await decideUnderLease(card, before, { ...context, show });
  await shown;
  if (decided === 'stale') return { type: 'stale', card };
  const { intent, outcome, link } = decided;
  await story.end(card, outcome, approverOf(intent));
  if (card.approval !== undefined) {
    const end = { type: 'approved', by: intent.decidedBy ?? '', at: intent.decidedAt } as const;
    await approvals.close(card, { ...end, ...(link !== undefined && { link }) });
  }
  return { type: 'done', card, channelId: announceChannel(card, context), link, outcome };
}

/** A queue may deliver a press again after its person was told that nothing was changed: that stays so, though it would be possible by now. */
async function requireFirstAnswer({ store, jobId }: ChangeContext): Promise<void> {
  const refused = await store.getRefused(jobId);
  if (refused !== undefined) throw new ChangeRefused({ why: 'refusedBefore', because: refused.why });
}

interface Decision {
  readonly intent: Intent;
  readonly outcome: ChangeOutcome | undefined;
}

/** The earlier decision on the card, if this press may finish it. Throws ChangeRefused if it may not. */
async function readDecision(card: Card, context: ChangeContext): Promise<Decision | undefined> {
  const { store, story, jobId, userId, now } = context;
  const intent = await store.getIntent(card.id);
  if (intent === undefined) return undefined;
  if (intent.decision === 'withdraw') throw new ChangeRefused({ why: 'cardWithdrawn', intent });
  const outcome = await store.getOutcome(card.id);
  if (intent.jobId === jobId) return { intent, outcome };
  // Another press may finish what died half-way, but only the same person's, and only while the card can be used.
  const isOther = intent.decidedBy !== undefined && intent.decidedBy !== userId;
  if (outcome === undefined && !isOther && now() / 1000 <= card.expiresAt) return { intent, outcome };
  const found = await story.find(card, announceChannel(card, context));
  throw new ChangeRefused({ why: 'cardMade', intent, outcome, link: found?.link });
}

async function decideUnderLease(
  card: Card,
  before: Decision | undefined,
  context: ChangeContext & { readonly show: () => void },
): Promise<Decided | 'stale'> {
  const { store } = context;
  if (before?.outcome !== undefined) {
    const { intent, outcome } = before;
    const link = await findOrBegin(card, context);
    // Again, because the worker that wrote it may have died before it was announced.
    await store.putOutcome(card.id, outcome);
    return { intent, outcome, link };
  }
  const lease = await takeLease(card, context).catch((error: unknown) => {
    // What was begun is not refused: its job is retried.
    const isWaiting = before !== undefined || (isOfTimer(card) && !context.lastTry);
    if (isWaiting && error instanceof ChangeRefused)
      throw new Error('Its target is being changed', { cause: error });
    throw error;
  });
  let unsettled = lease.unsettled;
  let effects = lease.recent;
  try {
    for (const id of lease.unsettled.filter((each) => each !== card.id)) {
      effects = [...effects, ...(await settle(id, context, effects))];
      unsettled = unsettled.filter((other) => other !== id);
    }
    // The previous holder of the lease may have decided on this very card.
    const begun = await readDecision(card, context);
    const checked = begun ? card.change : await checkPress(card, context, effects);
    if (checked === 'stale') return 'stale';
    context.show();
    const link = begun
      ? await findOrBegin(card, context)
      : await begin({ ...card, change: checked }, context);
    unsettled = [...new Set([...unsettled, card.id])];
    const { intent, resumed } = begun ? { ...begun, resumed: true } : await decide(card, context);
    const outcome = begun?.outcome ?? (await makeChange(intent, resumed, context, effects));
    effects = [...effects, ...effectsOf(card.change, outcome)];
    const isFirst = await store.putOutcome(card.id, outcome);
    // If this lease had expired, another job has settled the change: what is recorded is what gets announced.
    const recorded = isFirst ? outcome : ((await store.getOutcome(card.id)) ?? outcome);
    unsettled = unsettled.filter((other) => other !== card.id);
    return { intent, outcome: recorded, link };
  } finally {
    await lease.release({ unsettled, effects });
  }
}

/** Posts the change's message and returns its link. */
function begin(card: Card, context: ChangeContext): Promise<string | undefined> {
  return postOrRefuse(card.channelId, () => post(card, context));
}

async function post(card: Card, context: ChangeContext): Promise<string | undefined> {
  const approvedBy = approverOf({ card, decidedBy: context.userId });
  return (await context.story.begin(card, announceChannel(card, context), approvedBy)).link;
}

/**
 * A message that was posted is left alone: a later change may have its own by now. A timer's change may have been decided on without one, and is finished
 * even if none can be posted.
 */
async function findOrBegin(card: Card, context: ChangeContext): Promise<string | undefined> {
  const found = await context.story.find(card, announceChannel(card, context));
  if (found !== undefined) return found.link;
  try {
    return await post(card, context);
  } catch (error) {
    if (error instanceof CannotPost || error instanceof Unanswered) return undefined;
    throw error;
  }
}

/** A card is decided by its asker; one that needs a second person, by anybody else but whoever began the deployment that waits. */
function requireDecider({ approval, askedBy, change }: Card, userId: string): void {
  if (approval === undefined && askedBy !== userId)
    throw new ChangeRefused({ why: 'cardOfAnother', askedBy });
  if (approval !== undefined && askedBy === userId) throw new ChangeRefused({ why: 'needsSecondPerson' });
  if (approval !== undefined && change.type === 'continue' && change.begunBy === userId)
    throw new ChangeRefused({ why: 'ownDeployment' });
}

async function decide(
  card: Card,
  context: ChangeContext,
): Promise<{ readonly intent: Intent; readonly resumed: boolean }> {
  const { store, story, userId, jobId, now } = context;
  const decidedAt = new Date(now()).toISOString();
  const intent: Intent = {
    card,
    decision: 'make',
    ...(!isOfTimer(card) && { decidedBy: userId }),
    jobId,
    decidedAt,
  };
  if (await store.putIntent(intent)) return { intent, resumed: false };
  // Its own: the answer was lost and the SDK retried, or a second delivery of the job is ahead and may be done.
  const known = await store.getIntent(card.id);
  if (known?.decision === 'make' && known.jobId === jobId) return { intent: known, resumed: true };
  if (known === undefined) throw new Error(`The intent of card ${card.id} is refused, and is not there`);
  // Somebody withdrew it while its message was being posted.
  const withdrawn = { result: 'failed', reason: 'it was cancelled at that moment', at: decidedAt } as const;
  await story.end(card, withdrawn, approverOf(intent));
  throw new ChangeRefused({ why: 'cardWithdrawn', intent: known });
}

/** A job older than this changes nothing: what the person saw may be long out of date. */
const oldestJobMs = 120_000;

/**
 * Checks a press on a card that nobody has decided on: is it in time, may the person who pressed make the change now, and, for an approval, may its
 * asker still? Returns the change with its target's state as it is now; `stale`: the card has to ask again, because its target is no longer as it
 * showed, a freeze is in its way that it did not show, or a second person is now needed. Throws ChangeRefused.
 */
async function checkPress(
  card: Card,
  context: ChangeContext,
  recent: readonly Effect[],
): Promise<Change | 'stale'> {
  const { clients, receivedAt, userId, approvals, now } = context;
  if (now() - receivedAt > oldestJobMs) throw new ChangeRefused({ why: 'tooLate' });
  if (now() / 1000 > card.expiresAt) {
    if (card.approval !== undefined) await approvals.close(card, { type: 'expired' });
    throw new ChangeRefused({ why: 'cardExpired', card });
  }
  requireDeployments(card.change, context);
  const inspection = await kindOf(card.change).inspect(clients, card.change, recent);
  // Who approves, and for whom, is not decided by an old answer from Slack.
  const how = { onlyFresh: card.approval !== undefined };
  const decision = await checkAccess(card.change, inspection, context, how);
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
  if (inspection.over !== undefined) {
    if (card.approval !== undefined) await approvals.close(card, { type: 'moot' });
    await requireOpenHook(card.change, inspection, context, Date.parse(card.askedAt));
  }
  requireBelowMaximum(card.change, inspection, context);
  const { because } = card;
  const broken = await requireThaw(card.change, inspection, { decision, because }, context, how);
  if (userId !== card.askedBy) {
    const asker = { ...context, userId: card.askedBy, channelId: card.channelId };
    const rights = [how, ...(broken ? [{ ...how, commands: ['break-glass'] }] : [])];
    for (const right of rights) {
      const stillAllowed = (await checkAccess(card.change, inspection, asker, right)).allowed;
      if (!stillAllowed) throw new ChangeRefused({ why: 'askerDenied', askedBy: card.askedBy });
    }
  }
  // What is broken was shown, with its reason: to whoever confirms and to whoever approves.
  if (broken && !isSameFreeze(broken.freeze, card.breaks)) return 'stale';
  const isApproved = card.approval !== undefined || card.approvedBy !== undefined;
  const approval = decision.approval ?? broken?.approval;
  if (approval === undefined || isApproved) {
    return inspection.stale ? 'stale' : inspection.current;
  }
  if (isOfTimer(card)) throw new ChangeRefused({ why: 'approvalNeeded', approval });
  return 'stale';
}

function isSameFreeze(one: Freeze, other: Freeze | undefined): boolean {
  return one.pattern === other?.pattern && one.setAt === other.setAt;
}

/** Whether this card is pressed by a timer, and by nobody else. */
function isOfTimer({ change }: Card): boolean {
  return change.type === 'scale' && change.undoes?.by === 'timer';
}
