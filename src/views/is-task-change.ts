import type { Change, TaskChange } from '../changes/change.ts';

/** Whether a change is about running tasks; every other makes or removes a resource. */
export function isTaskChange(change: Change): change is TaskChange {
  return change.type === 'scale' || change.type === 'stop-task';
}
