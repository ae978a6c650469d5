import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { TaskDefinitionWanted } from './task-definition-wanted.ts';
import { toTaskDefinitionInput } from './to-task-definition-input.ts';

/** Whether a revision says just what the short form stands for: ECS adds defaults to it, and they are none of its matter. */
export function isRegisteredAs(found: TaskDefinition, wanted: TaskDefinitionWanted): boolean {
  const input = toTaskDefinitionInput(wanted);
  const { containerDefinitions: containers = [], taskRoleArn, volumes = [] } = found;
  const [container] = containers;
  const nothingElse =
    taskRoleArn === undefined &&
    volumes.length === 0 &&
    containers.length === 1 &&
    (container?.environment ?? []).length + (container?.secrets ?? []).length === 0 &&
    container?.command === undefined &&
    container?.entryPoint === undefined &&
    container?.healthCheck === undefined;
  return found.status === 'ACTIVE' && nothingElse && holds(found, input);
}

/** Whether all that `wanted` says is said by `found` too; lists are as long as they are wanted. */
function holds(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((item, index) => holds(found[index], item))
    );
  }
  if (wanted === null || typeof wanted !== 'object') return found === wanted;
  return (
    found !== null &&
    typeof found === 'object' &&
    Object.entries(wanted).every(([key, value]) => holds((found as Record<string, unknown>)[key], value))
  );
}
