import { isDeepStrictEqual } from 'node:util';
import type { AutoscalingState } from '../changes/autoscaling-change.ts';
import type { ScaleChange } from '../changes/change.ts';
import { allSuspended } from '../changes/for-a-time.ts';
import { Refusal } from './refusal.ts';

/** What the line says of auto scaling and of time. */
export interface AutoscalingWords {
  readonly target: string;
  readonly count: number;
  readonly moveBound: boolean;
  readonly pauseMs?: number;
  readonly forMs?: number;
  /** What auto scaling was before the bot's own pause that it is in now. */
  readonly paused?: AutoscalingState;
}

/** What a scaling does to auto scaling, and when it goes back. Throws Refusal where the line does not fit the target. */
export function withAutoscaling(
  before: AutoscalingState | undefined,
  { target, count, moveBound, pauseMs, forMs, paused }: AutoscalingWords,
): Pick<ScaleChange, 'autoscaling' | 'forMs'> {
  const asked = moveBound || pauseMs !== undefined;
  if (asked && before === undefined) throw new Refusal({ code: 'noScalableTarget', target });
  if (pauseMs !== undefined && (forMs !== undefined || moveBound)) throw new Refusal({ code: 'oneOfBoth' });
  const time = pauseMs ?? forMs;
  const timed = time === undefined ? {} : { forMs: time };
  if (before === undefined) return timed;
  if (pauseMs !== undefined) {
    const after = { ...before, suspended: allSuspended };
    if (!isDeepStrictEqual(after, before)) return { autoscaling: { before, after }, ...timed };
    // The later pause takes the earlier over, and ends it too.
    if (paused === undefined) throw new Refusal({ code: 'pausedAlready', target });
    const returnsTo = { ...before, suspended: paused.suspended };
    return { autoscaling: { before, after, returnsTo }, ...timed };
  }
  const minCapacity = Math.min(before.minCapacity, count);
  const maxCapacity = Math.max(before.maxCapacity, count);
  const fits = minCapacity === before.minCapacity && maxCapacity === before.maxCapacity;
  if (!moveBound || fits) return { autoscaling: { before }, ...timed };
  return { autoscaling: { before, after: { ...before, minCapacity, maxCapacity } }, ...timed };
}
