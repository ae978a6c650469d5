import type { AutoscalingState } from './autoscaling-change.ts';

/** A service's count and its scalable target, as they stand. */
export interface CountState {
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly autoscaling?: AutoscalingState;
}
