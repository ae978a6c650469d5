import type { Change } from '../changes/change.ts';

/** Whether a change takes something away from a service's callers: its button is red. */
export function isDangerous(change: Change): boolean {
  switch (change.type) {
    case 'scale':
      return change.after.desiredCount === 0;
    case 'stop-task':
    case 'delete-service':
    case 'delete-cluster':
      return true;
    default:
      return false;
  }
}
