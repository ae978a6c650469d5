import type { Task } from '../ecs/task.ts';
import type { CommandContext } from './command-context.ts';
import { findTask } from './find-task.ts';
import { isTaskId } from './is-task-id.ts';
import { requireSamePlace } from './require-same-place.ts';
import { splitTarget } from './split-target.ts';

/**
 * The task that was meant, also one that ECS forgot: first the black box, which holds the last state of what stopped, then ECS.
 * Throws Refusal when neither knows it.
 */
export async function findAnyTask(
  { ecs, box }: Pick<CommandContext, 'ecs' | 'box'>,
  given: string,
): Promise<Task> {
  const { cluster, name } = splitTarget(given);
  const kept = isTaskId(name) ? await box.find(name) : undefined;
  if (kept === undefined || (cluster ?? kept.cluster) !== kept.cluster) return findTask(ecs, given);
  requireSamePlace(given, kept.arn);
  return kept;
}
