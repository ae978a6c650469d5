import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  GetTaskProtectionCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { listClusters } from '../aws/ecs/clusters.ts';
import { describeServices, listServices } from '../aws/ecs/services.ts';
import { nameFromArn } from '../aws/ecs/target.ts';
import { describeTasks, type Task, toTask } from '../aws/ecs/tasks.ts';
import { type Look, notFound } from './look.ts';

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

/**
 * A task definition itself says not whose it is: only what a service or task names that the person may look at, or whose family a
 * grant names as what is in no cluster.
 */
async function definition(
  command: DescribeTaskDefinitionCommand,
  ecs: ECSClient,
  look: Look,
): Promise<object> {
  const name = nameFromArn(command.input.taskDefinition ?? '');
  const isShown = async (revision: string) => {
    const [family = ''] = revision.split(':');
    return look.taskDefinitions.has(revision) || (await look.may('*', family));
  };
  if (await isShown(name)) return ecs.send(command);
  await noteServices(ecs, look);
  // Of a family alone the newest revision is meant, whichever that is.
  const answer = await ecs.send(command);
  const found = nameFromArn(answer.taskDefinition?.taskDefinitionArn ?? '');
  if (!(await isShown(found))) throw notFound('taskDefinition');
  return answer;
}

/** What all services name that the person may look at. */
async function noteServices(ecs: ECSClient, look: Look): Promise<void> {
  for (const cluster of await listClusters(ecs)) {
    if (!(await look.seesCluster(cluster))) continue;
    const names = await look.among(cluster, await listServices(ecs, cluster));
    for (const { taskDefinition, deployments } of await describeServices(ecs, cluster, [...names])) {
      for (const each of [taskDefinition, ...deployments.map((one) => one.taskDefinition)])
        look.taskDefinitions.add(each);
    }
  }
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
