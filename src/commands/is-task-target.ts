import { isShortTaskId } from './is-short-task-id.ts';
import { isTaskId } from './is-task-id.ts';
import { splitTarget } from './split-target.ts';

/** Whether a target as typed means a task: its ARN, an id of ECS's form, or the first digits of one. */
export function isTaskTarget(given: string): boolean {
  const { name } = splitTarget(given);
  return given.includes(':task/') || isTaskId(name) || isShortTaskId(name);
}
