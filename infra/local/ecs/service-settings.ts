import { isDeepStrictEqual } from 'node:util';
import type {
  CreateServiceRequest,
  NetworkConfiguration,
  RunTaskRequest,
  Tag,
  TaskOverride,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { launchStrategy } from './capacity-providers.ts';
import { readDeploymentConfiguration } from './deployment-configuration.ts';
import { findCluster, findUsableTaskDefinition } from './find.ts';
import type { ServiceEntity, ServiceSettings } from './model/service.ts';
import type { ClusterEntity, StrategyItem, TaskDefinitionEntity } from './model/task.ts';
import { clientError, invalidParameter, refuseUnsupported, refuseVolumes } from './refuse.ts';
import type { TaskOrder } from './scheduler/create-task.ts';
import {
  checkController,
  checkExecuteCommand,
  checkLaunch,
  daemonHasNoCount,
  refuseByController,
} from './service-rules.ts';
import { checkTaskSize, readSize } from './task-size.ts';
import type { EcsWorld } from './world.ts';

/** The settings whose change makes ECS roll the service out again; everything else takes effect directly. */
const rolledOut = [
  'taskDefinition',
  'networkConfiguration',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
] as const satisfies readonly (keyof ServiceSettings)[];

/** Whether the change of settings starts a deployment by itself. */
export function needsDeployment(before: ServiceSettings, after: ServiceSettings): boolean {
  return rolledOut.some((name) =>
    name === 'taskDefinition'
      ? before.taskDefinition?.arn !== after.taskDefinition?.arn
      : !isDeepStrictEqual(before[name], after[name]),
  );
}

/** The settings of a service after an update: what the request omits stays. */
export function readChangedSettings(
  world: EcsWorld,
  service: ServiceEntity,
  input: UpdateServiceRequest,
): ServiceSettings {
  const cluster = findCluster(world, service.clusterArn);
  refuseUnsupported(input);
  refuseByController(service, input);
  const { settings: before, schedulingStrategy } = service;
  const { desiredCount = before.desiredCount } = input;
  const launch = readLaunch(cluster, service, input);
  if (schedulingStrategy === 'DAEMON' && input.desiredCount !== undefined) throw daemonHasNoCount();
  if (desiredCount < 0) throw invalidParameter('Task count can not be lesser than 0');
  return {
    desiredCount,
    // Without a new one the old revision stays in use, even if deregistered.
    taskDefinition:
      input.taskDefinition === undefined
        ? before.taskDefinition
        : findUsableTaskDefinition(world, input.taskDefinition),
    ...launch,
    networkConfiguration: fillNetworkConfiguration(input.networkConfiguration) ?? before.networkConfiguration,
    loadBalancers: input.loadBalancers ?? before.loadBalancers,
    serviceRegistries: input.serviceRegistries ?? before.serviceRegistries,
    deploymentConfiguration: readDeploymentConfiguration(
      input.deploymentConfiguration,
      schedulingStrategy,
      before.deploymentConfiguration,
    ),
    placementConstraints: input.placementConstraints ?? before.placementConstraints,
    placementStrategy: input.placementStrategy ?? before.placementStrategy,
    healthCheckGracePeriodSeconds:
      input.healthCheckGracePeriodSeconds ?? before.healthCheckGracePeriodSeconds,
    enableECSManagedTags: input.enableECSManagedTags ?? before.enableECSManagedTags,
    enableExecuteCommand: input.enableExecuteCommand ?? before.enableExecuteCommand,
    propagateTags: input.propagateTags ?? before.propagateTags,
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? before.availabilityZoneRebalancing,
  };
}

/** How tasks are launched: a new strategy, an empty one to return to the earlier launch type, or unchanged. */
function readLaunch(
  cluster: ClusterEntity,
  { settings: before, firstLaunchType }: ServiceEntity,
  { capacityProviderStrategy, platformVersion, forceNewDeployment }: UpdateServiceRequest,
): Pick<ServiceSettings, 'launchType' | 'capacityProviderStrategy' | 'platformVersion'> {
  if (capacityProviderStrategy === undefined) {
    return {
      launchType: before.launchType,
      capacityProviderStrategy: before.capacityProviderStrategy,
      platformVersion: platformVersion ?? before.platformVersion,
    };
  }
  if (capacityProviderStrategy.length === 0) {
    const launchType = before.launchType ?? firstLaunchType;
    const ofFargate = launchType === 'FARGATE' ? before.platformVersion : undefined;
    return { launchType, capacityProviderStrategy: undefined, platformVersion: platformVersion ?? ofFargate };
  }
  if (before.launchType !== undefined && forceNewDeployment !== true) {
    throw invalidParameter(
      'Cannot change the launch type of a service to a capacity provider strategy without forceNewDeployment.',
    );
  }
  return {
    launchType: undefined,
    capacityProviderStrategy: launchStrategy(cluster, { capacityProviderStrategy }),
    platformVersion: platformVersion ?? before.platformVersion ?? 'LATEST',
  };
}

/** A network configuration with ECS's defaults filled in. */
function fillNetworkConfiguration(asked: NetworkConfiguration | undefined): NetworkConfiguration | undefined {
  const vpc = asked?.awsvpcConfiguration;
  if (vpc === undefined) return undefined;
  return {
    awsvpcConfiguration: {
      subnets: vpc.subnets,
      securityGroups: vpc.securityGroups ?? [],
      assignPublicIp: vpc.assignPublicIp ?? 'DISABLED',
    },
  };
}

/** The settings of a new service, with ECS's defaults. Refuses settings that are invalid by themselves. */
export function readNewSettings(
  world: EcsWorld,
  cluster: ClusterEntity,
  input: CreateServiceRequest,
): ServiceSettings {
  const { schedulingStrategy = 'REPLICA' } = input;
  checkController(input);
  refuseUnsupported(input);
  const strategy = launchStrategy(cluster, input);
  const launchType = strategy === undefined ? (input.launchType ?? 'EC2') : undefined;
  const isOnFargate = launchType === undefined || launchType === 'FARGATE';
  const isExternal = input.deploymentController?.type === 'EXTERNAL';
  const taskDefinition = isExternal ? undefined : findUsableTaskDefinition(world, input.taskDefinition);
  const deploymentConfiguration = readDeploymentConfiguration(
    input.deploymentConfiguration,
    schedulingStrategy,
  );
  // Moving a task to another zone needs room for one more task.
  const canRebalance = deploymentConfiguration.maximumPercent > 100;
  return {
    desiredCount: readDesiredCount(input, launchType),
    taskDefinition,
    launchType,
    capacityProviderStrategy: strategy,
    platformVersion: input.platformVersion ?? (isOnFargate ? 'LATEST' : undefined),
    networkConfiguration: fillNetworkConfiguration(input.networkConfiguration),
    loadBalancers: input.loadBalancers ?? [],
    serviceRegistries: input.serviceRegistries ?? [],
    deploymentConfiguration,
    placementConstraints: input.placementConstraints ?? [],
    placementStrategy: input.placementStrategy ?? [],
    healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0,
    enableECSManagedTags: input.enableECSManagedTags ?? false,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    propagateTags: input.propagateTags ?? 'NONE',
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? (canRebalance ? 'ENABLED' : 'DISABLED'),
  };
}

/** A DAEMON service runs one task on each container instance, of which the local ECS has none. */
function readDesiredCount(
  { schedulingStrategy, desiredCount }: CreateServiceRequest,
  launchType: string | undefined,
): number {
  if (schedulingStrategy !== 'DAEMON') {
    if (desiredCount === undefined) throw invalidParameter('DesiredCount is missing');
    if (desiredCount < 0) throw invalidParameter('DesiredCount can not be lesser than 0');
    return desiredCount;
  }
  if (desiredCount !== undefined) throw daemonHasNoCount();
  if (launchType !== 'EC2' && launchType !== 'EXTERNAL') {
    throw invalidParameter(
      'The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again',
    );
  }
  return 0;
}

/** A checked RunTask request; the strategy says where each task goes. */
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

/** An override needs the full ARN; a bare role name is for task definitions only. */
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** RunTask's overrides of the task definition, for these tasks only: the result must still be able to run. */
function readOverrides(
  { definition, containers }: TaskDefinitionEntity,
  overrides: TaskOverride = {},
  isFargate: boolean,
): TaskOverride {
  if (JSON.stringify(overrides).length > 8192) {
    throw invalidParameter('Container Overrides length must be at most 8192');
  }
  for (const given of [overrides.taskRoleArn, overrides.executionRoleArn]) {
    if (given !== undefined && !roleArn.test(given)) throw clientError('Role is not valid');
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
