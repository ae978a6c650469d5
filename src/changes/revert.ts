import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type JobScheduler, scheduleJob } from '../aws/scheduler.ts';
import { jobGroups } from '../front-door/job.ts';
import { approverOf, type Card, type Intent } from './card.ts';
import type { AutoscalingState, CountState, ScaleChange } from './change.ts';
import { type Confirmed, confirmCard } from './confirm.ts';
import type { ChangeContext, RevertTimer } from './context.ts';
import { within } from './effects.ts';
import { allSuspended, endOf, isPause, laterThan, standingWithout, withOriginal } from './for-a-time.ts';
import { readCount } from './kinds/scale.ts';
import { readEffects } from './lease.ts';
import { overruledBy } from './overruled.ts';

/** What a timer puts into the commands queue when a change's time is up. */
export interface RevertJob {
  readonly kind: 'return';
  /** The card of the change to revert. */
  readonly changeId: string;
  /** When the timer was set, epoch milliseconds: for five minutes the queue drops a second message with the same content. */
  readonly setAt: number;
}

/** What happened to a change whose time is up. */
type Reverted =
  /** It was never made, or there is nothing left to revert. */
  | { readonly type: 'nothing' }
  /** Somebody has changed it since: that is left alone. */
  | { readonly type: 'left'; readonly intent: Intent; readonly state: CountState | undefined }
  | { readonly type: 'went'; readonly confirmed: Extract<Confirmed, { type: 'done' }> };

/**
 * The end of `for 2h`: reverts the change in its asker's name, through the same pipeline. Throws as confirmCard does: ChangeRefused when its asker
 * has lost the right, or a second person is now needed.
 */
export async function revert(
  given: Intent,
  context: Omit<ChangeContext, 'userId' | 'channelId'>,
): Promise<Reverted> {
  const { store, clients, now } = context;
  const intent = await withOriginal(given, store);
  const { card } = intent;
  const outcome = await store.getOutcome(card.id);
  if (intent.decision !== 'make' || outcome?.result === 'failed' || card.change.type !== 'scale') {
    return { type: 'nothing' };
  }
  const { change: made } = card;
  const { target, forMs = 0 } = made;
  const state = await readCount(clients, target, await readEffects(made, context));
  const change = state && revertingChange(intent, state, 'timer', now());
  const own = revertCard(intent, change ?? made, now());
  const begun = await store.getIntent(own.id);
  // A second job from one timer: the first did it and announced it.
  const isSecond = begun !== undefined && begun.jobId !== context.jobId;
  if (isSecond && (await store.getOutcome(own.id)) !== undefined) return { type: 'nothing' };
  if (begun === undefined) {
    const by = await overruledBy(intent, made, change !== undefined, store);
    if (by === 'what ends it too') return { type: 'nothing' };
    if (change === undefined || by === 'another') {
      const back = standingWithout(made, endOf(intent, forMs));
      return isBack(made, state, back) ? { type: 'nothing' } : { type: 'left', intent, state };
    }
    if (changesNothing(change)) return { type: 'nothing' };
    await store.renewCard(own);
  }
  const { askedBy: userId, channelId } = card;
  const confirmed = await confirmCard(own.id, { ...context, userId, channelId });
  // It changed between the read and the press: the next try sees the new state.
  if (confirmed.type === 'stale') throw new Error('It changed just when it was to go back.');
  return { type: 'went', confirmed };
}

/** Whether the target is already in the state that the revert would set. */
function isBack(
  made: ScaleChange,
  state: CountState | undefined,
  back: ReturnType<typeof standingWithout>,
): boolean {
  if (state === undefined) return false;
  const { after } = made.autoscaling ?? {};
  if (after === undefined) return state.desiredCount === back.desiredCount;
  const { autoscaling: now } = state;
  if (isPause(made) || now === undefined || back.autoscaling === undefined) return true;
  return movedBounds(after, back.autoscaling).every((key) => now[key] === back.autoscaling?.[key]);
}

function changesNothing({ before, after, autoscaling }: ScaleChange): boolean {
  const bounds = autoscaling?.after;
  return (
    before.desiredCount === after.desiredCount &&
    (bounds === undefined || isDeepStrictEqual(bounds, autoscaling?.before))
  );
}

/**
 * The change that reverts another, or undefined when something else has changed what it would revert. The count goes back, unless the change did
 * something to auto scaling for a time: then that is ended, and the count stays, within auto scaling's bounds while it is active. Of auto scaling,
 * only what the change set goes back. A timer reverts each part that is still as the change set it. It goes back to the state that there would be
 * `at` that time (epoch milliseconds) without the change.
 */
export function revertingChange(
  { card, decidedAt }: Intent,
  now: CountState,
  by: 'person' | 'timer',
  at: number,
): ScaleChange | undefined {
  const { change } = card;
  if (change.type !== 'scale') return undefined;
  const { target, after, autoscaling, forMs = 0 } = change;
  // A timer may fire some seconds early.
  const when = by === 'timer' ? Math.max(at, endOf({ decidedAt }, forMs)) : at;
  const back = standingWithout(change, when);
  const earlier = laterThan(change, when);
  const taking = {
    type: 'scale' as const,
    target,
    undoes: { changeId: card.id, by },
    ...(earlier.length > 0 && { earlier }),
  };
  const current = { desiredCount: now.desiredCount, runningCount: now.runningCount };
  const isCountOurs = now.desiredCount === after.desiredCount;
  if (autoscaling?.after === undefined) {
    // The end of moved bounds, or of a pause, may have moved the count within them.
    const isHeld =
      by === 'timer' && now.autoscaling && now.desiredCount === within(after.desiredCount, now.autoscaling);
    if (!isCountOurs && !isHeld) return undefined;
    return {
      ...taking,
      before: current,
      after: { desiredCount: back.desiredCount },
      ...(now.autoscaling && { autoscaling: { before: now.autoscaling } }),
    };
  }
  if (now.autoscaling === undefined || back.autoscaling === undefined) return undefined;
  const state = stateBefore(now.autoscaling, autoscaling.after, back.autoscaling, by);
  if (state === undefined || (by === 'person' && !isCountOurs)) return undefined;
  const rests = isDeepStrictEqual(state.suspended, allSuspended);
  const held = rests ? now.desiredCount : within(now.desiredCount, state);
  return {
    ...taking,
    before: current,
    after: { desiredCount: by === 'timer' ? held : back.desiredCount },
    autoscaling: { before: now.autoscaling, after: state },
  };
}

/** Whether auto scaling would be suspended with no end, as after undoing what ended a pause. */
export function pausesForGood({ autoscaling, forMs }: ScaleChange): boolean {
  const { before, after } = autoscaling ?? {};
  if (forMs !== undefined || before === undefined || after === undefined) return false;
  const keys = ['scaleIn', 'scaleOut', 'scheduled'] as const;
  return keys.some((key) => after.suspended[key] && !before.suspended[key]);
}

const boundNames = ['minCapacity', 'maxCapacity'] as const;

function movedBounds(set: AutoscalingState, back: AutoscalingState): readonly (typeof boundNames)[number][] {
  return boundNames.filter((key) => set[key] !== back[key]);
}

/**
 * The state with each part reverted that is still as it was `set`; undefined if no part is, or the bounds would cross. A person's undo needs every
 * part to be.
 */
function stateBefore(
  now: AutoscalingState,
  set: AutoscalingState,
  back: AutoscalingState,
  by: 'person' | 'timer',
): AutoscalingState | undefined {
  const moved = movedBounds(set, back);
  const bounds = moved.filter((key) => now[key] === set[key]);
  const suspended = !isDeepStrictEqual(set.suspended, back.suspended);
  const resumes = suspended && isDeepStrictEqual(now.suspended, set.suspended);
  const isWhole = bounds.length === moved.length && resumes === suspended;
  if (by === 'person' ? !isWhole : bounds.length === 0 && !resumes) return undefined;
  const state = {
    ...now,
    ...Object.fromEntries(bounds.map((key) => [key, back[key]])),
    ...(resumes && { suspended: back.suspended }),
  };
  return state.minCapacity <= state.maxCapacity ? state : undefined;
}

/** How long the timer's own card can be used: its job may be retried for a while. */
const usableSeconds = 3600;

/** The card that a timer uses in its asker's name: one for each change that it reverts. */
export function revertCard(intent: Intent, change: ScaleChange, now: number): Card {
  const { card } = intent;
  const { cluster, service } = change.target;
  const id = createHash('sha256').update(`return\n${card.id}`).digest('hex').slice(0, 32);
  const approvedBy = approverOf(intent);
  return {
    id,
    line: `scale ${cluster}/${service} ${change.after.desiredCount}`,
    change,
    askedBy: card.askedBy,
    channelId: card.channelId,
    ...(approvedBy !== undefined && { approvedBy }),
    askedAt: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + usableSeconds,
  };
}

/** Timers in EventBridge Scheduler, named after the bot so that its role covers no others. */
export function createRevertTimer(scheduler: JobScheduler, prefix: string): RevertTimer {
  return {
    schedule(changeId, at) {
      const job: RevertJob = { kind: 'return', changeId, setAt: scheduler.now() };
      const group = jobGroups.timer(changeId);
      return scheduleJob(scheduler, { name: `${prefix}${changeId}`, at, job, group });
    },
  };
}
