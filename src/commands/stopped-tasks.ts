import { describeTasks } from '../ecs/describe-tasks.ts';
import { listTasks } from '../ecs/list-tasks.ts';
import type { Task } from '../ecs/task.ts';
import type { CommandContext } from './command-context.ts';
import type { Scope } from './find-scope.ts';
import { orderStoppedTasks } from './order-stopped-tasks.ts';

/** What is looked at of the black box. */
const mostKept = 100;

/** Stopped tasks and whether ECS listed more than were read. */
export interface StoppedTasks {
  /** The newest first. */
  readonly tasks: readonly Task[];
  readonly cutOff: boolean;
}

/**
 * The stopped tasks of a service or a cluster: what ECS still lists, and before that what the black box kept of the last thirty
 * days. For t tasks ceil(t/100) ListTasks + ceil(t/100) DescribeTasks + 1 Query.
 */
export async function stoppedTasks(
  { ecs, box }: Pick<CommandContext, 'ecs' | 'box'>,
  scope: Scope,
  most: number,
): Promise<StoppedTasks> {
  const [kept, arns] = await Promise.all([
    box.stopsOf(scope, mostKept),
    listTasks(ecs, { ...scope, desiredStatus: 'STOPPED', most: most + 1 }),
  ]);
  const listed = await describeTasks(ecs, scope.cluster, arns.slice(0, most));
  const byId = new Map([...kept, ...listed].map((task) => [task.id, task]));
  return { tasks: orderStoppedTasks([...byId.values()]).slice(0, most), cutOff: arns.length > most };
}
