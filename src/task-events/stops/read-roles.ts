import type { ContainerLogs } from '../../ecs/describe-log-places.ts';
import { needsRoles, type StoppedTask } from '../../episodes/stop-reasons/explain.ts';
import type { World } from '../world.ts';

/**
 * What its definition says of a stopped task's containers, where that decides why it stopped; undefined where it does not, or
 * can't be had now: then the exit codes alone decide.
 */
export async function readRoles(
  { containers, logger }: Pick<World, 'containers' | 'logger'>,
  task: StoppedTask & { readonly taskDefinition: string },
): Promise<readonly ContainerLogs[] | undefined> {
  if (!needsRoles(task)) return undefined;
  try {
    return await containers(task.taskDefinition);
  } catch (error) {
    const { taskDefinition } = task;
    logger.warn('A task definition could not be read', { taskDefinition, error: error as Error });
    return undefined;
  }
}
