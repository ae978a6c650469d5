import { splitTarget } from './split-target.ts';

const taskId = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Whether a target as typed can only mean a task: its ARN, or an id of ECS's form. */
export function isTaskTarget(given: string): boolean {
  return given.includes(':task/') || taskId.test(splitTarget(given).name);
}
