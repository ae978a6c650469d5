import { isDeepStrictEqual } from 'node:util';
import { isEcsError, isRetryable } from '../aws/ecs/errors.ts';
import { maskSecrets } from '../redact/redact.ts';
import { approverOf, type ChangeOutcome, type Intent, NotYet } from './card.ts';
import type { ChangeContext } from './context.ts';
import { type Effect, effectsOf, recentEffects } from './effects.ts';
import { kindOf } from './kinds/index.ts';
import { readCount } from './kinds/scale.ts';
import { makeOnce } from './once.ts';

/**
 * Finishes a change whose worker died under the lease, as a retry of its own job would. Returns what it did, for the minute that ECS may lag; nothing
 * if the change was never decided on. Throws what may be retried.
 */
export async function settle(
  cardId: string,
  context: ChangeContext,
  recent: readonly Effect[],
): Promise<readonly Effect[]> {
  const { store, story } = context;
  const intent = await store.getIntent(cardId);
  if (intent?.decision !== 'make') return [];
  const { card } = intent;
  const known = await store.getOutcome(cardId);
  // It may have been settled long ago, by a worker that died before it released the lease.
  if (known !== undefined) return recentEffects(effectsOf(card.change, known), context.now());
  const outcome = await makeChange(intent, true, context, recent);
  await store.putOutcome(cardId, outcome);
  await story.end(card, outcome, approverOf(intent));
  return effectsOf(card.change, outcome);
}

/**
 * Makes the change and returns how that went; `resumed` when an earlier try may have made it. `failed` means that it was certainly not made. Throws
 * what may be retried.
 */
export async function makeChange(
  intent: Intent,
  resumed: boolean,
  context: ChangeContext,
  recent: readonly Effect[],
): Promise<ChangeOutcome> {
  const { clients, now, lastTry } = context;
  const { change, askedBy } = intent.card;
  const kind = kindOf(change);
  const { findMade } = kind;
  if (findMade) return makeOnce(intent, { ...kind, findMade }, resumed, context);
  const at = () => new Date(now()).toISOString();
  try {
    const stands = resumed ? await findEffect(intent, context, recent) : 'nothing known';
    if (stands === 'overtaken') {
      return { result: 'unknown', reason: 'something else changed it before the next try', at: at() };
    }
    await setTimer(intent, context);
    // Setting it once more could undo what somebody else does at this moment.
    if (stands === 'made') return { result: 'applied', at: at() };
    const { requestId, made } = await kind.apply(clients, change, askedBy);
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
    const mayBeMade = again || resumed || wasTriedBefore(error) || isHalf(intent, error);
    return { result: mayBeMade ? 'unknown' : 'failed', reason, at: at() };
  }
}

/** Before the effect: a change that can't be reverted in time is not made at all. */
async function setTimer({ card, decidedAt }: Intent, { revertTimer }: ChangeContext): Promise<void> {
  const { change } = card;
  if (change.type !== 'scale' || change.forMs === undefined) return;
  await revertTimer.schedule(card.id, Date.parse(decidedAt) + change.forMs);
}

/** The SDK retries too: what is refused in the end may have been done the first time. */
function wasTriedBefore(error: unknown): boolean {
  return ((error as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1) > 1;
}

/** Auto scaling's bounds are set before ECS is asked for the count. */
function isHalf({ card: { change } }: Intent, error: unknown): boolean {
  return change.type === 'scale' && change.autoscaling?.after !== undefined && isEcsError(error);
}

/**
 * What became of a change that an earlier try began: the target is as the change makes it, or something else has changed it since, and its retry
 * would set what nobody wants any more. An absolute effect is harmless only as long as nothing came after it.
 */
async function findEffect(
  { card, decidedAt }: Intent,
  { clients, store }: Pick<ChangeContext, 'clients' | 'store'>,
  recent: readonly Effect[],
): Promise<'made' | 'overtaken' | 'nothing known'> {
  const { change } = card;
  if (change.type !== 'scale') return 'nothing known';
  const { target, before, after, autoscaling } = change;
  const state = await readCount(clients, target, recent);
  // A service that is gone or being deleted refuses the change by itself.
  if (state === undefined) return 'nothing known';
  const wanted = autoscaling?.after ?? autoscaling?.before;
  const counts = [before.desiredCount, after.desiredCount];
  const stands =
    counts.includes(state.desiredCount) &&
    [autoscaling?.before, wanted].some((each) => isDeepStrictEqual(each, state.autoscaling));
  if (!stands || (await store.scaledSince(`${target.cluster}/${target.service}`, decidedAt)) !== undefined) {
    return 'overtaken';
  }
  const isMade = state.desiredCount === after.desiredCount && isDeepStrictEqual(wanted, state.autoscaling);
  return isMade ? 'made' : 'nothing known';
}
