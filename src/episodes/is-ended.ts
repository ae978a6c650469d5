import type { TaskState } from './fact.ts';

/** Whether nothing more will happen to the task: DELETED is what STOPPED becomes before ECS forgets it. */
export function isEnded({ lastStatus }: Pick<TaskState, 'lastStatus'>): boolean {
  return lastStatus === 'STOPPED' || lastStatus === 'DELETED';
}
