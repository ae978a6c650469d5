import { isDeepStrictEqual } from 'node:util';
import { targetName } from '../aws/ecs/target.ts';
import type { ChangeStore } from './audit.ts';
import type { Intent } from './card.ts';
import type { AutoscalingState, EarlierEnd, ScaleChange } from './change.ts';
import { within } from './effects.ts';

// Changes that revert by themselves: `for 2h`, `--move-bound … for 2h`, `--pause 1h`. One may be made on top of another that still runs.

type Scaled = Pick<ChangeStore, 'scaledSince'>;

/** The state that a change leaves, or is made on top of. */
interface Standing {
  readonly desiredCount: number;
  readonly autoscaling?: AutoscalingState | undefined;
}

/** No change lasts longer than `longestMs`, and its timer's job may arrive up to `lateMs` late. */
const longestMs = 7 * 86_400_000;
const lateMs = 15 * 60_000;

export const allSuspended = { scaleIn: true, scaleOut: true, scheduled: true };

/** Whether the change suspends auto scaling for a time: every `--pause` does. */
export function isPause({ autoscaling, forMs }: ScaleChange): boolean {
  const { before, after } = autoscaling ?? {};
  if (forMs === undefined || before === undefined || after === undefined) return false;
  return isDeepStrictEqual(after, { ...before, suspended: allSuspended });
}

/** When a change's time is up, epoch milliseconds. */
export function endOf({ decidedAt }: Pick<Intent, 'decidedAt'>, forMs: number): number {
  return Date.parse(decidedAt) + forMs;
}

/** The state at a time (epoch milliseconds) if this change had not been made: the changes under it end when their own time is up. */
export function standingWithout({ before, autoscaling, earlier = [] }: ScaleChange, at: number): Standing {
  const ended = earlier.findLast((end) => end.at <= at);
  if (ended === undefined) {
    return { desiredCount: before.desiredCount, autoscaling: autoscaling?.returnsTo ?? autoscaling?.before };
  }
  return { desiredCount: ended.desiredCount, autoscaling: ended.autoscaling ?? autoscaling?.before };
}

/**
 * The changes for a time that a new one is made on top of, in the order in which they end: counts under a count, bounds under bounds. Read from the
 * newest, which knows those below it. None if something else has changed the value since: then that value applies.
 */
export async function earlierEnds(
  target: string,
  stands: Standing,
  what: 'count' | 'bounds',
  { store, now }: { readonly store: Scaled; readonly now: () => number },
): Promise<readonly EarlierEnd[]> {
  const since = new Date(now() - longestMs - lateMs).toISOString();
  const last = await store.scaledSince(target, since, what === 'bounds' ? movesBounds : movesCount);
  const change = last?.card.change;
  if (last === undefined || change?.type !== 'scale') return [];
  const isOurs =
    what === 'bounds'
      ? isDeepStrictEqual(boundsOf(change.autoscaling?.after), boundsOf(stands.autoscaling))
      : change.after.desiredCount === stands.desiredCount;
  return isOurs ? running(last, change, now() - lateMs) : [];
}

function running({ card, decidedAt }: Intent, change: ScaleChange, now: number): readonly EarlierEnd[] {
  const { forMs, undoes, after, autoscaling } = change;
  // A revert leaves the changes that the reverted one was made on top of.
  if (undoes !== undefined) return laterThan(change, now);
  if (forMs === undefined) return [];
  const at = endOf({ decidedAt }, forMs);
  if (at <= now) return [];
  const back = standingWithout(change, at);
  if (autoscaling?.after === undefined) {
    return [{ changeId: card.id, at, desiredCount: back.desiredCount }, ...laterThan(change, at)];
  }
  if (back.autoscaling === undefined) return [];
  const desiredCount = within(after.desiredCount, back.autoscaling);
  const bounds = isPause(change) ? {} : { autoscaling: back.autoscaling };
  return [{ changeId: card.id, at, desiredCount, ...bounds }, ...laterThan(change, at)];
}

/** Of the changes that this one was made on top of, those that end after a time. */
export function laterThan({ earlier = [] }: ScaleChange, time: number): readonly EarlierEnd[] {
  return earlier.filter(({ at }) => at > time);
}

function movesCount({ before, after }: ScaleChange): boolean {
  return before.desiredCount !== after.desiredCount;
}

/** Whether the change moves a bound of auto scaling. */
export function movesBounds({ autoscaling }: ScaleChange): boolean {
  const { before, after } = autoscaling ?? {};
  return after !== undefined && !isDeepStrictEqual(boundsOf(before), boundsOf(after));
}

function boundsOf(state: AutoscalingState | undefined) {
  return state && { minCapacity: state.minCapacity, maxCapacity: state.maxCapacity };
}

/**
 * The state of auto scaling before the bot's pause that was in effect at a time (ISO). Undefined if there was none: somebody else paused it. 0.1.0
 * left auto scaling paused when a pause over a pause ended: then the bot's pause is still in effect.
 */
export async function pausedFrom(target: string, iso: string, store: Scaled) {
  const since = new Date(Date.parse(iso) - longestMs - lateMs).toISOString();
  const found = await store.scaledSince(
    target,
    since,
    (change, { decidedAt }) => decidedAt < iso && isPause(change),
  );
  if (found === undefined) return undefined;
  const { id } = found.card;
  const ended = await store.scaledSince(
    target,
    found.decidedAt,
    ({ undoes, autoscaling }, { decidedAt }) =>
      decidedAt < iso &&
      undoes?.changeId === id &&
      !isDeepStrictEqual(autoscaling?.after?.suspended, allSuspended),
  );
  if (ended !== undefined) return undefined;
  const { change } = (await withOriginal(found, store)).card;
  return change.type === 'scale' ? (change.autoscaling?.returnsTo ?? change.autoscaling?.before) : undefined;
}

/** The intent, with the state that its change reverts to: 0.1.0 did not write that for a pause over a pause. */
export async function withOriginal(intent: Intent, store: Scaled): Promise<Intent> {
  const { card, decidedAt } = intent;
  const { change } = card;
  if (change.type !== 'scale' || change.autoscaling === undefined || !isPause(change)) return intent;
  const { before, returnsTo } = change.autoscaling;
  if (returnsTo !== undefined || !isDeepStrictEqual(before.suspended, allSuspended)) return intent;
  const first: AutoscalingState | undefined = await pausedFrom(targetName(change.target), decidedAt, store);
  if (first === undefined) return intent;
  const autoscaling = { ...change.autoscaling, returnsTo: { ...before, suspended: first.suspended } };
  return { ...intent, card: { ...card, change: { ...change, autoscaling } } };
}
