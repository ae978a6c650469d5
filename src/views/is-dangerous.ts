import type { Change } from '../changes/change.ts';

/** Whether a change takes something away from a service's callers: its button is red. */
export function isDangerous(change: Change): boolean {
  return change.type === 'stop-task' || change.after.desiredCount === 0;
}
