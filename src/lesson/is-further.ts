import { type StepId, stepIds } from './step-id.ts';

/** Whether a learner got on from one step to another; no step is behind the last. */
export function isFurther(from: StepId | undefined, to: StepId | undefined): boolean {
  if (from === undefined) return false;
  return to === undefined || stepIds.indexOf(to) > stepIds.indexOf(from);
}
