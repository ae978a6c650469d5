import type { ECSClient } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import { describeServices } from '../aws/ecs/services.ts';
import { describeTasks, listTasks, type Task } from '../aws/ecs/tasks.ts';
import type { StopExplanation } from '../episodes/stop-reasons/codes.ts';
import { pageFlag, pageSchema, takePage } from './line/arguments.ts';
import { type CommandContext, defineRead, mayPress } from './line/command.ts';
import {
  findAnyTask,
  findScope,
  isOf,
  listStoppedTasks,
  meansTask,
  orderTasks,
  type Scope,
} from './line/find-task.ts';

/** The tasks of a cluster or a service. */
export interface TasksReply {
  readonly kind: 'tasks';
  readonly scope: Scope;
  readonly stopped: boolean;
  readonly tasks: readonly Task[];
  /** Why the stopped ones stopped, by task id. */
  readonly reasons: Readonly<Record<string, StopExplanation>>;
  readonly total: number;
  /** ECS listed so many that not all were read. */
  readonly cutOff: boolean;
  readonly page: number;
  readonly pages: number;
}

/** One task in detail. */
export interface TaskReply {
  readonly kind: 'task';
  readonly task: Task;
  /** Whether the caller has a grant to stop it. */
  readonly mayStop: boolean;
}

const rowsPerPage = 10;

/** Keeps one answer well within ECS's bucket of 100 reads. */
const mostTasks = 2000;

/**
 * `/ecs tasks <cluster|target> [--stopped]`. For t tasks ceil(t/100) ListTasks + ceil(t/100) DescribeTasks, plus 1 ListClusters for a cluster or 1
 * DescribeServices for `cluster/service`; for stopped ones also 1 Query of the record of stopped tasks.
 */
export const tasks = defineRead({
  name: 'tasks',
  words: [{ name: 'target', hint: 'cluster|cluster/service|task' }],
  flags: [{ name: 'stopped' }, pageFlag],
  examples: ['tasks shop/web', 'tasks shop --stopped'],
  args: z.object({ target: z.string(), stopped: z.literal(true).optional(), page: pageSchema }),
  async run({ target, stopped = false, page: wanted }, context): Promise<TasksReply | TaskReply> {
    const { ecs } = context;
    if (await meansTask(ecs, target)) {
      const task = await findAnyTask(context, target);
      return { kind: 'task', task, mayStop: await mayStop(context, task) };
    }
    const scope = await findScope(context, target);
    const listed = stopped ? await stoppedOf(context, scope) : await running(ecs, scope);
    const { items: tasks, ...page } = takePage(listed.tasks, wanted, rowsPerPage);
    return { kind: 'tasks', scope, stopped, ...listed, tasks, total: listed.tasks.length, ...page };
  },
});

async function mayStop(context: CommandContext, { cluster, id, service }: Task): Promise<boolean> {
  if (service === undefined) return mayPress(context, 'change', 'stop-task', { cluster, name: id, tags: {} });
  const [found] = await describeServices(context.ecs, cluster, [service], ['TAGS']);
  return mayPress(context, 'change', 'stop-task', { cluster, name: service, tags: found?.tags ?? {} });
}

interface Listed {
  readonly tasks: readonly Task[];
  readonly reasons: TasksReply['reasons'];
  readonly cutOff: boolean;
}

async function stoppedOf(context: CommandContext, scope: Scope): Promise<Listed> {
  const { stops, cutOff } = await listStoppedTasks(context, scope, mostTasks);
  const reasons = Object.fromEntries(stops.map(({ task, explanation }) => [task.id, explanation]));
  return { tasks: stops.map(({ task }) => task), reasons, cutOff };
}

async function running(ecs: ECSClient, scope: Scope): Promise<Listed> {
  const arns = await listTasks(ecs, { ...scope, desiredStatus: 'RUNNING', most: mostTasks + 1 });
  const found = (await describeTasks(ecs, scope.cluster, arns.slice(0, mostTasks))).filter(isOf(scope));
  return { tasks: orderTasks(found), reasons: {}, cutOff: arns.length > mostTasks };
}
