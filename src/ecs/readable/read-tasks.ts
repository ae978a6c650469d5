import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  GetTaskProtectionCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { describeTasks } from '../describe-tasks.ts';
import { nameFromArn } from '../name-from-arn.ts';
import { type Task, toTask } from '../task.ts';
import type { Look } from './look.ts';
import { notFound } from './not-found.ts';

/** What is read of tasks, for one who may not look at everything; undefined for another command. */
export function readTasks(command: object, ecs: ECSClient, look: Look): Promise<object> | undefined {
  if (command instanceof ListTasksCommand) return list(command, ecs, look);
  if (command instanceof DescribeTasksCommand) return describe(command, ecs, look);
  if (command instanceof GetTaskProtectionCommand) return protection(command, ecs, look);
  if (command instanceof DescribeTaskDefinitionCommand) return definition(command, ecs, look);
  return undefined;
}

async function list(command: ListTasksCommand, ecs: ECSClient, look: Look): Promise<object> {
  const { cluster: given = 'default', serviceName } = command.input;
  const cluster = nameFromArn(given);
  if (!(await look.seesCluster(cluster))) throw notFound('cluster');
  if (serviceName !== undefined) {
    if (!(await look.may(cluster, nameFromArn(serviceName)))) throw notFound('service');
    return ecs.send(command);
  }
  const answer = await ecs.send(command);
  if (look.seesAllOf(cluster)) return answer;
  const tasks = await visible(await describeTasks(ecs, cluster, answer.taskArns ?? []), look);
  const arns = new Set(tasks.map(({ arn }) => arn));
  return { ...answer, taskArns: (answer.taskArns ?? []).filter((arn) => arns.has(arn)) };
}

async function describe(command: DescribeTasksCommand, ecs: ECSClient, look: Look): Promise<object> {
  const cluster = nameFromArn(command.input.cluster ?? 'default');
  if (!(await look.seesCluster(cluster))) throw notFound('cluster');
  const answer = await ecs.send(command);
  const all = answer.tasks ?? [];
  const seen = new Set((await visible(all.map(toTask), look)).map(({ arn }) => arn));
  const tasks = all.filter(({ taskArn = '' }) => seen.has(taskArn));
  for (const { taskDefinition } of tasks.map(toTask)) look.taskDefinitions.add(taskDefinition);
  const failures = all
    .filter((task) => !tasks.includes(task))
    .map(({ taskArn }) => ({ arn: taskArn, reason: 'MISSING' }));
  return { ...answer, tasks, failures: [...(answer.failures ?? []), ...failures] };
}

async function protection(command: GetTaskProtectionCommand, ecs: ECSClient, look: Look): Promise<object> {
  const { cluster: given = 'default', tasks = [] } = command.input;
  const cluster = nameFromArn(given);
  if (!(await look.seesCluster(cluster))) throw notFound('cluster');
  const seen = await visible(await describeTasks(ecs, cluster, tasks), look);
  if (seen.length === 0) return { $metadata: {}, protectedTasks: [], failures: [] };
  return ecs.send(new GetTaskProtectionCommand({ cluster, tasks: seen.map(({ arn }) => arn) }));
}

/** Only what something names that the person was shown in this request: a task definition itself says not whose it is. */
async function definition(
  command: DescribeTaskDefinitionCommand,
  ecs: ECSClient,
  look: Look,
): Promise<object> {
  const name = nameFromArn(command.input.taskDefinition ?? '');
  if (!look.taskDefinitions.has(name)) throw notFound('taskDefinition');
  return ecs.send(command);
}

async function visible(tasks: readonly Task[], look: Look): Promise<Task[]> {
  const names = Map.groupBy(tasks, ({ cluster }) => cluster);
  const seen: Task[] = [];
  for (const [cluster, own] of names) {
    const may = await look.among(
      cluster,
      own.map(({ service, id }) => service ?? id),
    );
    seen.push(...own.filter(({ service, id }) => may.has(service ?? id)));
  }
  return seen;
}
