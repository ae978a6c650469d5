import { isDeepStrictEqual } from 'node:util';
import type { ListTasksRequest, RunTaskRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/wire.ts';
import { nextProvider } from '../capacity-providers.ts';
import { findCluster, findService, findTask, findTasks } from '../find.ts';
import { describeProtection, describeTask } from '../model/describe-task.ts';
import type { ClusterEntity, TaskEntity } from '../model/task.ts';
import { checkTags, invalidParameter } from '../refuse.ts';
import { type EcsActions, takePage } from '../request-model.ts';
import { createTask } from '../scheduler/create-task.ts';
import { zonesOf } from '../scheduler/launch.ts';
import { protectTask } from '../scheduler/life-cycle.ts';
import { startTask } from '../scheduler/start-task.ts';
import { stopTask as beginToStop } from '../scheduler/stop-task.ts';
import { readTaskOrder } from '../service-settings.ts';
import type { EcsWorld } from '../world.ts';

export const taskActions = {
  /** `aws ecs describe-tasks --cluster … --tasks …`: at most 100; missing ones are in `failures`. */
  DescribeTasks(world, input) {
    const { found, failures } = findTasks(world, findCluster(world, input.cluster), input.tasks);
    const tags = input.include?.includes('TAGS') === true;
    return {
      tasks: found.map((task) => ({ ...describeTask(task), ...(tags && { tags: task.tags }) })),
      failures,
    };
  },

  /** `aws ecs get-task-protection --cluster … --tasks …`: at most 100; tasks that can't be protected are in `failures`. */
  GetTaskProtection(world, input) {
    if (input.tasks === undefined) throw invalidParameter('Tasks cannot be empty.');
    const cluster = findCluster(world, input.cluster);
    const { found, failures } = findTasks(world, cluster, input.tasks, protectable);
    return { protectedTasks: found.map((task) => describeProtection(world, task)), failures };
  },

  /** `aws ecs list-tasks --cluster …`: by desired status, RUNNING by default, 100 a page. */
  ListTasks(world, input) {
    const { desiredStatus, startedBy, family, serviceName, launchType, daemonName } = input;
    if (input.containerInstance !== undefined)
      throw invalidParameter('The referenced container instance was not found.');
    const others = [desiredStatus, family, serviceName, launchType, daemonName];
    if (startedBy !== undefined && others.some((other) => other !== undefined)) {
      throw invalidParameter('cannot specify startedBy with other arguments');
    }
    const cluster = findCluster(world, input.cluster);
    const arns = [...world.store.tasks.values()]
      .filter(({ clusterName }) => clusterName === cluster.name)
      .filter(byFilters(world, input))
      .map(({ arn }) => arn);
    const { items, nextToken } = takePage('ListTasks', arns, input, 100);
    return { taskArns: items, nextToken };
  },

  /** `aws ecs run-task --cluster … --task-definition … --count …`. The same client token returns the same tasks. */
  RunTask(world, input) {
    const cluster = findCluster(world, input.cluster);
    const tasks = tasksOfToken(world, input) ?? start(world, input, cluster);
    return { tasks: tasks.map((task) => ({ ...describeTask(task), tags: task.tags })), failures: [] };
  },

  /** `aws ecs stop-task --cluster … --task … --reason …`. A task that is already stopping or stopped is returned as it is. */
  StopTask(world, input) {
    const cluster = findCluster(world, input.cluster);
    const { task } = findTask(world, cluster, input.task ?? '');
    if (task === undefined) throw invalidParameter('The referenced task was not found.');
    beginToStop(world, task, 'UserInitiated', input.reason || 'Task stopped by user');
    return { task: describeTask(task) };
  },

  /** `aws ecs update-task-protection --cluster … --tasks … --protection-enabled [--expires-in-minutes …]`: at most 10. */
  UpdateTaskProtection(world, input) {
    const { protectionEnabled, expiresInMinutes = 120 } = input;
    const cluster = findCluster(world, input.cluster);
    const { found, failures } = findTasks(world, cluster, input.tasks, protectable);
    for (const task of found) protectTask(world, task, protectionEnabled ? expiresInMinutes : 0);
    world.changed();
    return { protectedTasks: found.map((task) => describeProtection(world, task)), failures };
  },
} satisfies EcsActions;

/** Only a service's task with desired status RUNNING can be protected. */
function protectable({ serviceArn, desiredStatus }: TaskEntity): string | undefined {
  return serviceArn === undefined || desiredStatus === 'STOPPED' ? 'TASK_NOT_VALID' : undefined;
}

function byFilters(world: EcsWorld, input: ListTasksRequest): (task: TaskEntity) => boolean {
  const { startedBy, family, serviceName, launchType, desiredStatus = 'RUNNING' } = input;
  const service = serviceName === undefined ? undefined : findService(world, input.cluster, serviceName);
  return (task) =>
    (service === undefined || task.serviceArn === service.arn) &&
    (startedBy === undefined || task.startedBy === startedBy) &&
    (family === undefined || task.taskDefinition.family === family) &&
    (launchType === undefined || task.launchType === launchType) &&
    input.daemonName === undefined &&
    // No task's desired status is ever PENDING, so that filter finds nothing, as ECS documents.
    task.desiredStatus === desiredStatus;
}

function start(world: EcsWorld, input: RunTaskRequest, cluster: ClusterEntity): TaskEntity[] {
  const tags = checkTags(input.tags);
  const { order, strategy } = readTaskOrder(world, cluster, input, tags);
  const placed: (string | undefined)[] = [];
  const tasks = Array.from({ length: input.count ?? 1 }, (_, index) => {
    const capacityProvider = strategy && nextProvider(strategy, placed);
    placed.push(capacityProvider);
    return createTask(world, {
      ...order,
      capacityProvider,
      zone: index % zonesOf(order.networkConfiguration),
    });
  });
  for (const task of tasks) startTask(world, task);
  if (input.clientToken !== undefined) {
    world.store.runTaskTokens.set(input.clientToken, { request: input, tasks });
  }
  return tasks;
}

function tasksOfToken(world: EcsWorld, input: RunTaskRequest): TaskEntity[] | undefined {
  const earlier = world.store.runTaskTokens.get(input.clientToken ?? '');
  if (earlier === undefined) return undefined;
  if (isDeepStrictEqual(earlier.request, input)) return earlier.tasks;
  throw new ServiceError(
    'ConflictException',
    'The client token was used before with other parameters.',
    400,
    { resourceIds: earlier.tasks.map(({ arn }) => arn) },
  );
}
