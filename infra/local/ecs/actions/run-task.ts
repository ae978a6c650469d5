import { isDeepStrictEqual } from 'node:util';
import { RunTask$, type RunTaskRequest, type RunTaskResponse } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';
import { nextProvider } from '../capacity-providers.ts';
import { describeTask } from '../describe/describe-task.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { findCluster } from '../find/find-cluster.ts';
import { checkTags } from '../refuse/check-tags.ts';
import { createTask } from '../scheduler/create-task.ts';
import { startTask } from '../scheduler/start-task.ts';
import { zonesOf } from '../scheduler/zones-of.ts';
import { readTaskOrder } from '../service/read-task-order.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs run-task --cluster … --task-definition … --count …`. The same client token is answered with the same tasks. */
export const runTask = defineAction<RunTaskRequest, RunTaskResponse>(RunTask$, (world, input) => {
  const cluster = findCluster(world, input.cluster);
  const tasks = tasksOfToken(world, input) ?? start(world, input, cluster);
  return { tasks: tasks.map((task) => ({ ...describeTask(task), tags: task.tags })), failures: [] };
});

function start(
  world: EcsWorld,
  input: RunTaskRequest,
  cluster: Parameters<typeof readTaskOrder>[1],
): TaskEntity[] {
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
