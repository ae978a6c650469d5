import type { TaskSet } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { describeDeployment } from './describe-deployment.ts';
import { toDate } from './to-date.ts';

/** What DescribeServices shows in place of a deployment where CodeDeploy makes them: the task set that serves. */
export function describeTaskSet(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
): TaskSet {
  const {
    id,
    status,
    taskDefinition,
    desiredCount,
    pendingCount,
    runningCount,
    createdAt,
    updatedAt,
    ...rest
  } = describeDeployment(world, service, deployment);
  return {
    id,
    taskSetArn: world.arns.taskSet(service.clusterName, service.name, deployment.id),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    status,
    taskDefinition,
    computedDesiredCount: desiredCount,
    pendingCount,
    runningCount,
    createdAt,
    updatedAt,
    launchType: rest.launchType,
    capacityProviderStrategy: rest.capacityProviderStrategy,
    platformVersion: rest.platformVersion,
    platformFamily: rest.platformFamily,
    networkConfiguration: rest.networkConfiguration,
    loadBalancers: deployment.revision.loadBalancers,
    serviceRegistries: service.settings.serviceRegistries,
    scale: { value: 100, unit: 'PERCENT' },
    stabilityStatus: service.isSteady ? 'STEADY_STATE' : 'STABILIZING',
    stabilityStatusAt: toDate(deployment.updatedAt),
    tags: [],
  };
}
