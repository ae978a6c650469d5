import * as z from 'zod';
import { describeServices } from '../aws/ecs/services.ts';
import { type ContainerLogs, describeTaskDefinition } from '../aws/ecs/task-definitions.ts';
import { describeTasks, listTasks, type Task } from '../aws/ecs/tasks.ts';
import { type LogLine, logsAllowed, readLastLines } from '../aws/logs.ts';
import { decidingContainer, endingMs } from '../episodes/stop-reasons/explain.ts';
import { limitSchema } from './line/arguments.ts';
import { type CommandContext, type CommandResult, defineCommand } from './line/command.ts';
import { findAnyTask, findOwner, isOf, listStoppedTasks, meansTask, scopeName } from './line/find-task.ts';
import { Refusal } from './line/problem.ts';

/** The last lines of a task's log, shown only to the caller. */
export interface LogsReply {
  readonly kind: 'logs';
  readonly task: Task;
  readonly container: string;
  /** Masked, oldest first. */
  readonly lines: readonly LogLine[];
  /** From the record of stopped tasks: CloudWatch Logs no longer has them. */
  readonly kept: boolean;
}

/**
 * `/ecs logs <task|target> [n]`: for a service, the task that started last or, when none runs, the one that stopped last. Never shown to a channel. 1
 * DescribeServices, 1 DescribeTaskDefinition, 1 GetLogEvents, plus what finding the task takes.
 */
export const logs = defineCommand('read', {
  name: 'logs',
  words: [
    { name: 'target', hint: 'task|cluster/service' },
    { name: 'count', hint: 'count', optional: true },
  ],
  examples: ['logs shop/web', 'logs shop/api 50'],
  args: z.object({ target: z.string(), count: limitSchema.default(20) }),
  async run({ target, count }, context): Promise<CommandResult<LogsReply>> {
    const task = (await meansTask(context.ecs, target))
      ? await findAnyTask(context, target)
      : await newestTask(target, context);
    const name = `${task.cluster}/${task.service ?? task.id}`;
    if (!(await mayShowLogs(task, context))) throw new Refusal({ code: 'logsNotAllowed', target: name });
    const { containers: places } = await describeTaskDefinition(context.ecs, task.taskDefinition);
    const place = choose(places, task);
    const { logGroup, streamPrefix, container = '' } = place ?? {};
    const lines =
      logGroup === undefined || streamPrefix === undefined
        ? []
        : await readLastLines(context.logs, { container, logGroup, streamPrefix }, task.id, count);
    const kept = lines.length > 0 ? undefined : await context.stoppedTasks.logsOf(task.id);
    if (kept === undefined && place !== undefined && (logGroup === undefined || streamPrefix === undefined)) {
      throw new Refusal({ code: 'logsElsewhere', target: name, driver: place.driver ?? '' });
    }
    const reply: LogsReply = {
      kind: 'logs',
      task,
      container: kept?.container ?? container,
      lines: (kept?.lines ?? lines).slice(-count),
      kept: kept !== undefined,
    };
    return { type: 'reply', reply };
  },
});

async function newestTask(target: string, context: CommandContext): Promise<Task> {
  const scope = await findOwner(context, target);
  const arns = await listTasks(context.ecs, { ...scope, desiredStatus: 'RUNNING', most: 100 });
  const tasks = (await describeTasks(context.ecs, scope.cluster, arns.slice(0, 100))).filter(isOf(scope));
  const [running] = tasks
    .filter(({ startedAt }) => startedAt !== undefined)
    .sort((one, other) => Number(other.startedAt) - Number(one.startedAt));
  if (running !== undefined) return running;
  const [stopped] = (await listStoppedTasks(context, scope, 100)).stops;
  if (stopped === undefined) throw new Refusal({ code: 'noTask', target: scopeName(scope) });
  return stopped.task;
}

/** The container that explains why the task stopped, otherwise the first that logs to CloudWatch Logs. */
function choose(places: readonly ContainerLogs[], task: Task): ContainerLogs | undefined {
  const decider =
    task.desiredStatus === 'STOPPED'
      ? decidingContainer(task.containers, { roles: places, endingMs: endingMs(task) })?.name
      : undefined;
  return (
    places.find(({ container }) => container === decider) ??
    places.find(({ streamPrefix }) => streamPrefix !== undefined) ??
    places[0]
  );
}

/** Whether a task's log may be shown: its service's tag decides, otherwise the setting. 1 DescribeServices for a service's task. */
export async function mayShowLogs(
  { cluster, service }: Pick<Task, 'cluster' | 'service'>,
  { ecs, logsOn }: Pick<CommandContext, 'ecs' | 'logsOn'>,
): Promise<boolean> {
  const [found] = service === undefined ? [] : await describeServices(ecs, cluster, [service], ['TAGS']);
  return logsAllowed(found?.tags ?? {}, logsOn);
}
