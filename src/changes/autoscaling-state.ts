import type { ScalableTarget } from '../autoscaling/scalable-target.ts';
import type { AutoscalingState } from './autoscaling-change.ts';

/** Of a scalable target what a change shows, compares and takes back. */
export function autoscalingState({ minCapacity, maxCapacity, suspended }: ScalableTarget): AutoscalingState {
  return { minCapacity, maxCapacity, suspended };
}
