import { describeTasks } from '../ecs/describe-tasks.ts';
import { listTasks } from '../ecs/list-tasks.ts';
import { readRevision } from '../ecs/read-revision.ts';
import type { CommandContext } from './command-context.ts';

const isFamilyName = (name: string) => /^[\w-]{1,255}$/.test(name);

/**
 * Whether standalone tasks (`RunTask`) of a task definition family run in the cluster, did within thirty days, or may: its
 * definition exists, and all that run of it are no service's. At most 1 Query, 2 ListTasks, 1 DescribeTasks and 1
 * DescribeTaskDefinition.
 */
export async function runsAlone(
  { ecs, box }: Pick<CommandContext, 'ecs' | 'box'>,
  { cluster, family }: { readonly cluster: string; readonly family: string },
): Promise<boolean> {
  if (!isFamilyName(family)) return false;
  if ((await box.stopsOf({ cluster, family }, 1)).length > 0) return true;
  const states = ['RUNNING', 'STOPPED'] as const;
  const arns = await Promise.all(
    states.map((desiredStatus) => listTasks(ecs, { cluster, family, desiredStatus, most: 50 })),
  );
  const tasks = await describeTasks(
    ecs,
    cluster,
    arns.flatMap((some) => some.slice(0, 50)),
  );
  if (tasks.length > 0) return tasks.some(({ service }) => service === undefined);
  return (await readRevision(ecs, family)) !== undefined;
}
