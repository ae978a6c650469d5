import type { AutoscalingState } from '../changes/autoscaling-change.ts';
import type { ScaleChange } from '../changes/change.ts';
import { Refusal } from './refusal.ts';

/** What the line says of auto scaling and of time. */
export interface AutoscalingWords {
  readonly target: string;
  readonly count: number;
  readonly moveBound: boolean;
  readonly pauseMs?: number;
  readonly forMs?: number;
}

/** What a scaling does to auto scaling, and when it goes back. Throws Refusal where the line does not fit the target. */
export function withAutoscaling(
  before: AutoscalingState | undefined,
  { target, count, moveBound, pauseMs, forMs }: AutoscalingWords,
): Pick<ScaleChange, 'autoscaling' | 'forMs'> {
  const asked = moveBound || pauseMs !== undefined;
  if (asked && before === undefined) throw new Refusal({ code: 'noScalableTarget', target });
  if (pauseMs !== undefined && (forMs !== undefined || moveBound)) throw new Refusal({ code: 'oneOfBoth' });
  const time = pauseMs ?? forMs;
  const timed = time === undefined ? {} : { forMs: time };
  if (before === undefined) return timed;
  if (pauseMs !== undefined) {
    const suspended = { scaleIn: true, scaleOut: true, scheduled: true };
    return { autoscaling: { before, after: { ...before, suspended } }, ...timed };
  }
  const minCapacity = Math.min(before.minCapacity, count);
  const maxCapacity = Math.max(before.maxCapacity, count);
  const fits = minCapacity === before.minCapacity && maxCapacity === before.maxCapacity;
  if (!moveBound || fits) return { autoscaling: { before }, ...timed };
  return { autoscaling: { before, after: { ...before, minCapacity, maxCapacity } }, ...timed };
}
