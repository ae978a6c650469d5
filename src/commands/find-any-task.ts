import { containerReader } from '../ecs/describe-log-places.ts';
import type { Task } from '../ecs/task.ts';
import type { KeptStop } from '../store/black-box.ts';
import type { CommandContext } from './command-context.ts';
import { findTask } from './find-task.ts';
import { isTaskId } from './is-task-id.ts';
import { Refusal } from './refusal.ts';
import { requireSamePlace } from './require-same-place.ts';
import { splitTarget } from './split-target.ts';
import { explainListed } from './stopped-tasks.ts';

/**
 * The task that was meant, also one that ECS forgot: first the black box, which holds the last state of what stopped, then ECS.
 * Throws Refusal when neither knows it.
 */
export async function findAnyTask(
  context: Pick<CommandContext, 'ecs' | 'box'>,
  given: string,
): Promise<Task> {
  return (await findKept(context, given))?.task ?? findTask(context.ecs, given);
}

/** The same, with why it stopped. Throws Refusal when it did not. */
export async function findStop(
  context: Pick<CommandContext, 'ecs' | 'box'>,
  given: string,
): Promise<KeptStop> {
  const kept = await findKept(context, given);
  if (kept !== undefined) return kept;
  const task = await findTask(context.ecs, given);
  if (task.desiredStatus !== 'STOPPED') {
    throw new Refusal({ code: 'taskRuns', task: `${task.cluster}/${task.id}` });
  }
  return explainListed(task, containerReader(context.ecs));
}

async function findKept({ box }: Pick<CommandContext, 'box'>, given: string): Promise<KeptStop | undefined> {
  const { cluster, name } = splitTarget(given);
  const kept = isTaskId(name) ? await box.find(name) : undefined;
  if (kept === undefined || (cluster ?? kept.task.cluster) !== kept.task.cluster) return undefined;
  requireSamePlace(given, kept.task.arn);
  return kept;
}
