import { ListTasks$, type ListTasksRequest, type ListTasksResponse } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { findCluster } from '../find/find-cluster.ts';
import { findService } from '../find/find-service.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { defineAction } from '../wire/define-action.ts';
import { takePage } from '../wire/take-page.ts';

/** `aws ecs list-tasks --cluster …`: by desired status, RUNNING unless asked otherwise, 100 a page. */
export const listTasks = defineAction<ListTasksRequest, ListTasksResponse>(ListTasks$, (world, input) => {
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
});

function byFilters(world: EcsWorld, input: ListTasksRequest): (task: TaskEntity) => boolean {
  const { startedBy, family, serviceName, launchType, desiredStatus = 'RUNNING' } = input;
  const service = serviceName === undefined ? undefined : findService(world, input.cluster, serviceName);
  return (task) =>
    (service === undefined || task.serviceArn === service.arn) &&
    (startedBy === undefined || task.startedBy === startedBy) &&
    (family === undefined || task.taskDefinition.family === family) &&
    (launchType === undefined || task.launchType === launchType) &&
    input.daemonName === undefined &&
    // No task ever wants to be PENDING, so that filter finds nothing, as ECS documents.
    task.desiredStatus === desiredStatus;
}
