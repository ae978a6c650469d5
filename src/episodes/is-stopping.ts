import type { TaskState } from './fact.ts';
import { isEnded } from './is-ended.ts';

/** Whether the task is on its way to STOPPED, or there. */
export function isStopping(task: Pick<TaskState, 'desiredStatus' | 'lastStatus'>): boolean {
  return task.desiredStatus === 'STOPPED' || isEnded(task);
}
