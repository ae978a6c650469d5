import { isTaskId } from './is-task-id.ts';
import { splitTarget } from './split-target.ts';

/** Whether a target as typed can only mean a task: its ARN, or an id of ECS's form. */
export function isTaskTarget(given: string): boolean {
  return given.includes(':task/') || isTaskId(splitTarget(given).name);
}
