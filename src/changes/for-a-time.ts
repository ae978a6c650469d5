import { isDeepStrictEqual } from 'node:util';
import { targetName } from '../aws/ecs/target.ts';
import type { ChangeStore } from './audit.ts';
import type { Intent } from './card.ts';
import type { AutoscalingState, EarlierEnd, ScaleChange } from './change.ts';
import { within } from './effects.ts';

// Changes that go back by themselves: `for 2h`, `--move-bound … for 2h`, `--pause 1h`. One may come over another that still runs.

type Scaled = Pick<ChangeStore, 'scaledSince'>;

/** What a change leaves, or goes over. */
interface Standing {
  readonly desiredCount: number;
  readonly autoscaling?: AutoscalingState | undefined;
}

/** No change lasts longer, and its timer's job may come so much later. */
const longestMs = 7 * 86_400_000;
const lateMs = 15 * 60_000;

export const allSuspended = { scaleIn: true, scaleOut: true, scheduled: true };

/** Whether the change has auto scaling rest for a time: every `--pause`. */
export function isPause({ autoscaling, forMs }: ScaleChange): boolean {
  const { before, after } = autoscaling ?? {};
  if (forMs === undefined || before === undefined || after === undefined) return false;
  return isDeepStrictEqual(after, { ...before, suspended: allSuspended });
}

/** When the time of a change is over, epoch milliseconds. */
export function endOf({ decidedAt }: Pick<Intent, 'decidedAt'>, forMs: number): number {
  return Date.parse(decidedAt) + forMs;
}

/** What would stand at a time, epoch milliseconds, had this change not been made: those that it went over end in their own time. */
export function standingWithout({ before, autoscaling, earlier = [] }: ScaleChange, at: number): Standing {
  const ended = earlier.findLast((end) => end.at <= at);
  if (ended === undefined) {
    return { desiredCount: before.desiredCount, autoscaling: autoscaling?.returnsTo ?? autoscaling?.before };
  }
  return { desiredCount: ended.desiredCount, autoscaling: ended.autoscaling ?? autoscaling?.before };
}

/**
 * The changes for a time that a new one goes over, in the order of their ends: of counts under a count, of bounds under bounds. From the
 * newest, which knows those below it. None where something else changed it since: then that is what stands.
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
  // What took another back left those that it had gone over.
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

/** Of those that a change went over the ones that end after a time. */
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
 * What auto scaling was before the pause of the bot's that it was in at a time, ISO. Undefined where none stood: somebody else paused it.
 * 0.1.0 left it paused when a pause over a pause ended: then the bot's pause still stands.
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

/** The intent with what its change goes back to: 0.1.0 did not write that of a pause over a pause. */
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
