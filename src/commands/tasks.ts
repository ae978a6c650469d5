import * as z from 'zod';
import { describeTasks } from '../ecs/describe-tasks.ts';
import { listTasks } from '../ecs/list-tasks.ts';
import type { Task } from '../ecs/task.ts';
import { defineCommand } from './define-command.ts';
import { findScope, type Scope } from './find-scope.ts';
import { findTask } from './find-task.ts';
import { isTaskTarget } from './is-task-target.ts';
import { orderStoppedTasks } from './order-stopped-tasks.ts';
import { orderTasks } from './order-tasks.ts';
import { pageFlag, pageSchema, takePage } from './pages.ts';
import { shareFlag } from './share-flag.ts';

/** The tasks of a cluster or a service. */
export interface TasksReply {
  readonly kind: 'tasks';
  readonly scope: Scope;
  readonly stopped: boolean;
  readonly tasks: readonly Task[];
  readonly total: number;
  /** ECS listed so many that the rest was not read. */
  readonly cutOff: boolean;
  readonly page: number;
  readonly pages: number;
}

/** One task in detail. */
export interface TaskReply {
  readonly kind: 'task';
  readonly task: Task;
}

const rowsPerPage = 10;

/** Keeps one answer well inside ECS's bucket of 100 reads. */
const mostTasks = 2000;

/**
 * `/ecs tasks <cluster|target> [--stopped]`. For t tasks ceil(t/100) ListTasks + ceil(t/100) DescribeTasks, beside
 * 1 ListClusters for a cluster or 1 DescribeServices for `cluster/service`.
 */
export const tasks = defineCommand({
  name: 'tasks',
  kind: 'read',
  words: [{ name: 'target', hint: 'cluster|cluster/service|task' }],
  flags: [{ name: 'stopped' }, pageFlag, shareFlag],
  examples: ['tasks shop/web', 'tasks shop --stopped'],
  args: z.object({ target: z.string(), stopped: z.literal(true).optional(), page: pageSchema }),
  async run({ target, stopped = false, page: wanted }, { ecs }) {
    if (isTaskTarget(target)) {
      return { type: 'reply', reply: { kind: 'task', task: await findTask(ecs, target) } };
    }
    const scope = await findScope(ecs, target);
    const desiredStatus = stopped ? 'STOPPED' : 'RUNNING';
    const arns = await listTasks(ecs, { ...scope, desiredStatus, most: mostTasks + 1 });
    const found = await describeTasks(ecs, scope.cluster, arns.slice(0, mostTasks));
    const ordered = stopped ? orderStoppedTasks(found) : orderTasks(found);
    const { items, page, pages } = takePage(ordered, wanted, rowsPerPage);
    const reply: TasksReply = {
      kind: 'tasks',
      scope,
      stopped,
      tasks: items,
      total: found.length,
      cutOff: arns.length > mostTasks,
      page,
      pages,
    };
    return { type: 'reply', reply };
  },
});
