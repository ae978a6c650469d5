import type { RunTaskRequest, Tag } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import { findUsableTaskDefinition } from '../find/find-usable-task-definition.ts';
import { checkLaunch } from '../refuse/check-launch.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import type { TaskOrder } from '../scheduler/create-task.ts';
import { fillNetworkConfiguration } from './fill-network-configuration.ts';

/** What RunTask asks for, checked. */
export function readTaskOrder(
  world: EcsWorld,
  cluster: ClusterEntity,
  input: RunTaskRequest,
  tags: Tag[],
): Omit<TaskOrder, 'zone'> {
  const { count = 1, startedBy, overrides = {}, launchType } = input;
  const taskDefinition = findUsableTaskDefinition(world, input.taskDefinition);
  if (count < 1 || count > 10) throw invalidParameter('count should be between 1 and 10.');
  if ((startedBy ?? '').length > 128) throw invalidParameter('startedBy can have at most 128 characters.');
  if (launchType !== undefined && input.capacityProviderStrategy !== undefined) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  const ofCluster = cluster.defaultCapacityProviderStrategy;
  const capacityProviderStrategy =
    input.capacityProviderStrategy ??
    (launchType === undefined && ofCluster.length > 0 ? ofCluster : undefined);
  const networkConfiguration = fillNetworkConfiguration(input.networkConfiguration);
  checkLaunch(taskDefinition, { launchType, capacityProviderStrategy, networkConfiguration });
  for (const { name } of overrides.containerOverrides ?? []) {
    if (!taskDefinition.containers.some((container) => container.name === name)) {
      throw invalidParameter(
        `Override for container named ${name} is not a container in the TaskDefinition.`,
      );
    }
  }
  if (input.group?.startsWith('service:')) throw invalidParameter('Invalid namespace for group.');
  if (launchType !== 'FARGATE' && capacityProviderStrategy === undefined) {
    throw invalidParameter('No Container Instances were found in your cluster.');
  }
  return {
    clusterName: cluster.name,
    taskDefinition,
    group: input.group ?? `family:${taskDefinition.family}`,
    startedBy,
    launchType,
    capacityProviderStrategy,
    platformVersion: input.platformVersion,
    networkConfiguration,
    targetGroupArns: [],
    overrides,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    tags: [
      ...tags,
      ...(input.propagateTags === 'TASK_DEFINITION' ? taskDefinition.tags : []),
      ...(input.enableECSManagedTags === true ? [{ key: 'aws:ecs:clusterName', value: cluster.name }] : []),
    ],
  };
}
