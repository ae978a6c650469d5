import { isDeepStrictEqual } from 'node:util';
import type { AutoscalingState } from './autoscaling-change.ts';
import type { ScaleChange } from './change.ts';
import type { Intent } from './change-record.ts';
import type { CountState } from './count-state.ts';
import { within } from './effects.ts';

/**
 * The change that takes another back, or undefined when something else changed what it would take back. The count goes back unless the
 * change did something to auto scaling for a time: then that is ended, and the count stays within its bounds. Of auto scaling only that goes
 * back which the change did: a pause ends also where somebody moved a bound or the count meanwhile.
 */
export function takenBack(
  { card }: Intent,
  now: CountState,
  by: 'person' | 'timer',
): ScaleChange | undefined {
  const { change } = card;
  if (change.type !== 'scale') return undefined;
  const { target, before, after, autoscaling } = change;
  const undoes = { changeId: card.id, by } as const;
  const current = { desiredCount: now.desiredCount, runningCount: now.runningCount };
  const isCountOurs = now.desiredCount === after.desiredCount;
  if (autoscaling?.after === undefined) {
    if (!isCountOurs) return undefined;
    return {
      ...{ type: 'scale', target, before: current, undoes },
      after: { desiredCount: before.desiredCount },
      ...(now.autoscaling && { autoscaling: { before: now.autoscaling } }),
    };
  }
  const back = now.autoscaling && stateBefore(now.autoscaling, autoscaling.after, original(change));
  if (back === undefined || now.autoscaling === undefined || (by === 'person' && !isCountOurs))
    return undefined;
  const held = within(now.desiredCount, back);
  return {
    ...{ type: 'scale', target, before: current, undoes },
    after: { desiredCount: by === 'timer' ? held : before.desiredCount },
    autoscaling: { before: now.autoscaling, after: back },
  };
}

/** Whether the change has auto scaling rest for a time: every `--pause`. */
export function isPause({ autoscaling, forMs }: ScaleChange): boolean {
  const { before, after } = autoscaling ?? {};
  if (forMs === undefined || before === undefined || after === undefined) return false;
  return isDeepStrictEqual(after, { ...before, suspended: allSuspended });
}

export const allSuspended = { scaleIn: true, scaleOut: true, scheduled: true };

/** Whether auto scaling would rest without an end, as after an undo of what ended a pause. */
export function pausesForGood({ autoscaling, forMs }: ScaleChange): boolean {
  const { before, after } = autoscaling ?? {};
  if (forMs !== undefined || before === undefined || after === undefined) return false;
  const keys = ['scaleIn', 'scaleOut', 'scheduled'] as const;
  return keys.some((key) => after.suspended[key] && !before.suspended[key]);
}

/** Auto scaling as it is to be when the change is taken back. */
export function original({ autoscaling }: ScaleChange): AutoscalingState | undefined {
  return autoscaling?.returnsTo ?? autoscaling?.before;
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
