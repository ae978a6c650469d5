import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import { launchStrategy } from '../capacity-providers.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import type { ServiceSettings } from '../entities/service-entity.ts';
import { findUsableTaskDefinition } from '../find/find-usable-task-definition.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { refuseUnsupported } from '../refuse/refuse-unsupported.ts';
import { checkController } from './check-controller.ts';
import { daemonHasNoCount } from './daemon-has-no-count.ts';
import { fillNetworkConfiguration } from './fill-network-configuration.ts';
import { readDeploymentConfiguration } from './read-deployment-configuration.ts';

/** The settings of a service to be created, with ECS's defaults. Refuses those that make no sense by themselves. */
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
  // Moving a task to another zone needs room for one more.
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
