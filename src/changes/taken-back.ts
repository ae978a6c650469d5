import { isDeepStrictEqual } from 'node:util';
import type { ScaleChange } from './change.ts';
import type { Intent } from './change-record.ts';
import type { CountState } from './count-state.ts';

/**
 * The change that takes another back, or undefined when something else changed what it would take back. The count goes back
 * unless the change only paused auto scaling for a time: then that is resumed, and the count stays within its bounds.
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
  const scalable = now.autoscaling && { before: now.autoscaling };
  if (autoscaling?.after !== undefined) {
    if (!isDeepStrictEqual(now.autoscaling, autoscaling.after)) return undefined;
    const { minCapacity, maxCapacity } = autoscaling.before;
    const held = Math.min(Math.max(now.desiredCount, minCapacity), maxCapacity);
    if (by === 'person' && now.desiredCount !== after.desiredCount) return undefined;
    return {
      ...{ type: 'scale', target, before: current, undoes },
      after: { desiredCount: by === 'timer' ? held : before.desiredCount },
      autoscaling: { before: now.autoscaling ?? autoscaling.after, after: autoscaling.before },
    };
  }
  if (now.desiredCount !== after.desiredCount) return undefined;
  return {
    ...{ type: 'scale', target, before: current, undoes },
    after: { desiredCount: before.desiredCount },
    ...(scalable && { autoscaling: scalable }),
  };
}
