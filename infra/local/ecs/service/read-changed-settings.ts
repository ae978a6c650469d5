import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { launchStrategy } from '../capacity-providers.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import type { ServiceEntity, ServiceSettings } from '../entities/service-entity.ts';
import { findCluster } from '../find/find-cluster.ts';
import { findUsableTaskDefinition } from '../find/find-usable-task-definition.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { refuseUnsupported } from '../refuse/refuse-unsupported.ts';
import { daemonHasNoCount } from './daemon-has-no-count.ts';
import { fillNetworkConfiguration } from './fill-network-configuration.ts';
import { readDeploymentConfiguration } from './read-deployment-configuration.ts';
import { refuseByController } from './refuse-by-controller.ts';

/** The settings of a service after an update: what the request is silent about stays. */
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
    // Without a new one the old revision stays in use, deregistered or not.
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

/** Where the tasks go: a new strategy, an empty one for the launch type from before it, or as it was. */
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
