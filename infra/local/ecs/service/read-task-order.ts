import type { RunTaskRequest, Tag, TaskOverride } from '@aws-sdk/client-ecs';
import { launchStrategy } from '../capacity-providers.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity, StrategyItem } from '../entities/cluster-entity.ts';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import { findUsableTaskDefinition } from '../find/find-usable-task-definition.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { refuseVolumes } from '../refuse/refuse-unsupported.ts';
import type { TaskOrder } from '../scheduler/create-task.ts';
import { checkExecuteCommand, checkLaunch } from '../service-rules.ts';
import { checkTaskSize, readSize } from '../task-definition-rules.ts';
import { fillNetworkConfiguration } from './fill-network-configuration.ts';

/** What RunTask asks for, checked; the strategy says where each of its tasks goes. */
export function readTaskOrder(
  world: EcsWorld,
  cluster: ClusterEntity,
  input: RunTaskRequest,
  tags: Tag[],
): { order: Omit<TaskOrder, 'zone' | 'capacityProvider'>; strategy: StrategyItem[] | undefined } {
  const { startedBy, launchType, propagateTags, enableExecuteCommand = false } = input;
  const taskDefinition = findUsableTaskDefinition(world, input.taskDefinition);
  const strategy = launchStrategy(cluster, input);
  const networkConfiguration = fillNetworkConfiguration(input.networkConfiguration);
  checkLaunch(taskDefinition, {
    launchType,
    capacityProviderStrategy: strategy,
    platformVersion: input.platformVersion,
    networkConfiguration,
    placementConstraints: input.placementConstraints ?? [],
    placementStrategy: input.placementStrategy ?? [],
  });
  const isFargate = launchType === 'FARGATE' || strategy !== undefined;
  const overrides = readOverrides(taskDefinition, input.overrides, isFargate);
  refuseVolumes('a task', input.volumeConfigurations);
  if (propagateTags === 'SERVICE') {
    throw invalidParameter(
      'Tags can only be propagated from the task definition to a task that is run by itself.',
    );
  }
  checkExecuteCommand(
    overrides.taskRoleArn ?? taskDefinition.definition.taskRoleArn,
    enableExecuteCommand,
    "The task couldn't be started",
  );
  if (input.group?.startsWith('service:')) throw invalidParameter('Invalid namespace for group.');
  if (!isFargate) throw invalidParameter('No Container Instances were found in your cluster.');
  const order = {
    clusterName: cluster.name,
    taskDefinition,
    group: input.group ?? `family:${taskDefinition.family}`,
    startedBy,
    launchType,
    platformVersion: input.platformVersion,
    networkConfiguration,
    targetGroupArns: [],
    overrides,
    enableExecuteCommand,
    tags: [
      ...tags,
      ...(propagateTags === 'TASK_DEFINITION' ? taskDefinition.tags : []),
      ...(input.enableECSManagedTags === true ? [{ key: 'aws:ecs:clusterName', value: cluster.name }] : []),
    ],
  };
  return { order, strategy };
}

/** What RunTask changes of the task definition, for these tasks alone: it must still be one that can run. */
function readOverrides(
  { definition, containers }: TaskDefinitionEntity,
  overrides: TaskOverride = {},
  isFargate: boolean,
): TaskOverride {
  if (JSON.stringify(overrides).length > 8192) {
    throw invalidParameter('Container Overrides length must be at most 8192');
  }
  const changed = overrides.containerOverrides ?? [];
  for (const { name } of changed) {
    if (!containers.some((container) => container.name === name)) {
      throw invalidParameter(
        `Override for container named ${name ?? null} is not a container in the TaskDefinition.`,
      );
    }
  }
  const accelerators = definition.inferenceAccelerators ?? [];
  for (const { deviceName } of overrides.inferenceAcceleratorOverrides ?? []) {
    if (!accelerators.some((accelerator) => accelerator.deviceName === deviceName)) {
      throw invalidParameter(
        `Override for the inference accelerator ${deviceName} is not in the TaskDefinition.`,
      );
    }
  }
  const cpu = readSize('cpu', overrides.cpu, invalidParameter) ?? definition.cpu;
  const memory = readSize('memory', overrides.memory, invalidParameter) ?? definition.memory;
  const run = containers.map((container) => ({
    ...container,
    ...changed.find(({ name }) => name === container.name),
    name: container.name,
  }));
  checkTaskSize(run, { cpu, memory, isFargate }, invalidParameter);
  return {
    ...overrides,
    ...(overrides.cpu !== undefined && cpu !== undefined && { cpu }),
    ...(overrides.memory !== undefined && memory !== undefined && { memory }),
  };
}
