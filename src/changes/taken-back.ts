import { isDeepStrictEqual } from 'node:util';
import type { AutoscalingState } from './autoscaling-change.ts';
import type { ScaleChange } from './change.ts';
import type { Intent } from './change-record.ts';
import type { CountState } from './count-state.ts';
import { within } from './effects.ts';
import { endOf, laterThan, standingWithout } from './for-a-time.ts';

/**
 * The change that takes another back, or undefined when something else changed what it would take back. The count goes back unless the
 * change did something to auto scaling for a time: then that is ended, and the count stays within its bounds. Of auto scaling only that goes
 * back which the change did: a pause ends also where somebody moved a bound or the count meanwhile. Back is what would stand `at` that time,
 * epoch milliseconds, without the change.
 */
export function takenBack(
  { card, decidedAt }: Intent,
  now: CountState,
  by: 'person' | 'timer',
  at: number,
): ScaleChange | undefined {
  const { change } = card;
  if (change.type !== 'scale') return undefined;
  const { target, after, autoscaling, forMs = 0 } = change;
  // A timer may come some seconds before its time.
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
    if (!isCountOurs) return undefined;
    return {
      ...{ ...taking, before: current },
      after: { desiredCount: back.desiredCount },
      ...(now.autoscaling && { autoscaling: { before: now.autoscaling } }),
    };
  }
  const state = now.autoscaling && stateBefore(now.autoscaling, autoscaling.after, back.autoscaling);
  if (state === undefined || now.autoscaling === undefined || (by === 'person' && !isCountOurs))
    return undefined;
  const held = within(now.desiredCount, state);
  return {
    ...{ ...taking, before: current },
    after: { desiredCount: by === 'timer' ? held : back.desiredCount },
    autoscaling: { before: now.autoscaling, after: state },
  };
}

/** Whether auto scaling would rest without an end, as after an undo of what ended a pause. */
export function pausesForGood({ autoscaling, forMs }: ScaleChange): boolean {
  const { before, after } = autoscaling ?? {};
  if (forMs !== undefined || before === undefined || after === undefined) return false;
  const keys = ['scaleIn', 'scaleOut', 'scheduled'] as const;
  return keys.some((key) => after.suspended[key] && !before.suspended[key]);
}

function stateBefore(
  now: AutoscalingState,
  set: AutoscalingState,
  before: AutoscalingState | undefined,
): AutoscalingState | undefined {
  if (before === undefined) return undefined;
  const boundsOf = ({ minCapacity, maxCapacity }: AutoscalingState) => ({ minCapacity, maxCapacity });
  const movedBounds = !isDeepStrictEqual(boundsOf(set), boundsOf(before));
  const suspended = !isDeepStrictEqual(set.suspended, before.suspended);
  const stands =
    (!movedBounds || isDeepStrictEqual(boundsOf(now), boundsOf(set))) &&
    (!suspended || isDeepStrictEqual(now.suspended, set.suspended));
  if (!stands) return undefined;
  return {
    ...boundsOf(movedBounds ? before : now),
    suspended: suspended ? before.suspended : now.suspended,
  };
}
