import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  GetTaskProtectionCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { listClusters } from '../aws/ecs/clusters.ts';
import { describeServices, listServices } from '../aws/ecs/services.ts';
import { nameFromArn } from '../aws/ecs/target.ts';
import { describeTasks, type Task, toTask } from '../aws/ecs/tasks.ts';
import { noteDefinitions, notFound, requireCluster, type View, type Visibility } from './visibility.ts';

/** Task reads for a person who may not see everything; undefined for any other command. */
export function readTasks(command: object, view: View): Promise<object> | undefined {
  if (command instanceof ListTasksCommand) return list(command, view);
  if (command instanceof DescribeTasksCommand) return describe(command, view);
  if (command instanceof GetTaskProtectionCommand) return protection(command, view);
  if (command instanceof DescribeTaskDefinitionCommand) return definition(command, view);
  return undefined;
}

async function list(command: ListTasksCommand, { ecs, visibility }: View) {
  const { serviceName } = command.input;
  const cluster = await requireCluster(command.input.cluster, visibility);
  if (serviceName !== undefined) {
    if (!(await visibility.may(cluster, nameFromArn(serviceName)))) throw notFound('service');
    return ecs.send(command);
  }
  const answer = await ecs.send(command);
  if (visibility.seesAllOf(cluster)) return answer;
  const tasks = await visible(await describeTasks(ecs, cluster, answer.taskArns ?? []), visibility);
  const arns = new Set(tasks.map(({ arn }) => arn));
  return { ...answer, taskArns: (answer.taskArns ?? []).filter((arn) => arns.has(arn)) };
}

async function describe(command: DescribeTasksCommand, { ecs, visibility }: View) {
  await requireCluster(command.input.cluster, visibility);
  const answer = await ecs.send(command);
  const all = answer.tasks ?? [];
  const seen = new Set((await visible(all.map(toTask), visibility)).map(({ arn }) => arn));
  const tasks = all.filter(({ taskArn = '' }) => seen.has(taskArn));
  for (const { taskDefinition } of tasks.map(toTask)) visibility.taskDefinitions.add(taskDefinition);
  const failures = all
    .filter((task) => !tasks.includes(task))
    .map(({ taskArn }) => ({ arn: taskArn, reason: 'MISSING' }));
  return { ...answer, tasks, failures: [...(answer.failures ?? []), ...failures] };
}

async function protection(command: GetTaskProtectionCommand, { ecs, visibility }: View) {
  const cluster = await requireCluster(command.input.cluster, visibility);
  const seen = await visible(await describeTasks(ecs, cluster, command.input.tasks ?? []), visibility);
  if (seen.length === 0) return { $metadata: {}, protectedTasks: [], failures: [] };
  return ecs.send(new GetTaskProtectionCommand({ cluster, tasks: seen.map(({ arn }) => arn) }));
}

/**
 * A task definition itself does not say whose it is: it is shown only if a service or task that the person may see names it, or if a grant names its
 * family as something in no cluster.
 */
async function definition(command: DescribeTaskDefinitionCommand, { ecs, visibility }: View) {
  const name = nameFromArn(command.input.taskDefinition ?? '');
  const isShown = async (revision: string) => {
    const [family = ''] = revision.split(':');
    return visibility.taskDefinitions.has(revision) || (await visibility.may('*', family));
  };
  if (await isShown(name)) return ecs.send(command);
  await noteServices({ ecs, visibility });
  // A family alone means its newest revision, whichever that is.
  const answer = await ecs.send(command);
  const found = nameFromArn(answer.taskDefinition?.taskDefinitionArn ?? '');
  if (!(await isShown(found))) throw notFound('taskDefinition');
  return answer;
}

/** Notes the task definitions of all services that the person may see. */
async function noteServices({ ecs, visibility }: View): Promise<void> {
  for (const cluster of await listClusters(ecs)) {
    if (!(await visibility.seesCluster(cluster))) continue;
    const names = await visibility.among(cluster, await listServices(ecs, cluster));
    noteDefinitions(await describeServices(ecs, cluster, [...names]), visibility);
  }
}

async function visible(tasks: readonly Task[], visibility: Visibility): Promise<Task[]> {
  const names = Map.groupBy(tasks, ({ cluster }) => cluster);
  const seen: Task[] = [];
  for (const [cluster, own] of names) {
    const may = await visibility.among(
      cluster,
      own.map(({ service, id }) => service ?? id),
    );
    seen.push(...own.filter(({ service, id }) => may.has(service ?? id)));
  }
  return seen;
}
