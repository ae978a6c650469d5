import { isEcsError } from '../ecs/is-ecs-error.ts';
import { isRetryable } from '../ecs/is-retryable.ts';
import { maskSecrets } from '../redact/redact.ts';
import type { ChangeContext } from './change-context.ts';
import type { ChangeOutcome, Intent } from './change-record.ts';
import type { Effect } from './effects.ts';
import { isOvertaken } from './is-overtaken.ts';
import { kindOf } from './kind-of.ts';
import { NotYet } from './not-yet.ts';

/**
 * Makes the change and says how that went; `resumed` when a try before this one may have made it. `failed` says surely that it
 * was not made. Throws what may be tried again.
 */
export async function makeChange(
  intent: Intent,
  resumed: boolean,
  context: ChangeContext,
  recent: readonly Effect[],
): Promise<ChangeOutcome> {
  const { clients, now, lastTry } = context;
  const { change, askedBy } = intent.card;
  const at = () => new Date(now()).toISOString();
  try {
    if (resumed && (await isOvertaken(intent, context, recent))) {
      return { result: 'unknown', reason: 'something else changed it before the next try', at: at() };
    }
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
    const mayBeMade = again || resumed || wasTriedBefore(error) || isHalf(intent, error);
    return { result: mayBeMade ? 'unknown' : 'failed', reason, at: at() };
  }
}

/** Before the effect: a change that can't be taken back in time is not made at all. */
async function setTimer({ card, decidedAt }: Intent, { returns }: ChangeContext): Promise<void> {
  const { change } = card;
  if (change.type !== 'scale' || change.forMs === undefined) return;
  await returns.schedule(card.id, Date.parse(decidedAt) + change.forMs);
}

/** The SDK tries by itself, too: what is refused at last may have been done the first time. */
function wasTriedBefore(error: unknown): boolean {
  return ((error as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1) > 1;
}

/** Auto scaling's bounds are set before ECS is asked for the count. */
function isHalf({ card: { change } }: Intent, error: unknown): boolean {
  return change.type === 'scale' && change.autoscaling?.after !== undefined && isEcsError(error);
}
