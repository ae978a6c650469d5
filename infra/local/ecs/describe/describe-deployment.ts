import type { Deployment } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { serviceTasks } from '../store/service-tasks.ts';
import { countTasks } from './count-tasks.ts';
import { toDate } from './to-date.ts';

/** A deployment as DescribeServices shows it. One that is being replaced wants what it still has. */
export function describeDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
): Deployment {
  const tasks = serviceTasks(world.store, service).filter(
    ({ deploymentId }) => deploymentId === deployment.id,
  );
  const { running, pending } = countTasks(tasks);
  const { launchType, capacityProviderStrategy, platformVersion, networkConfiguration } = deployment.revision;
  const isFargate = launchType !== 'EC2';
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.taskDefinition.arn,
    desiredCount:
      deployment.status === 'PRIMARY'
        ? service.settings.desiredCount
        : tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length,
    pendingCount: pending,
    runningCount: running,
    failedTasks: deployment.failedTasks,
    createdAt: toDate(deployment.createdAt),
    updatedAt: toDate(deployment.updatedAt),
    capacityProviderStrategy,
    launchType,
    platformVersion,
    platformFamily: isFargate ? 'Linux' : undefined,
    networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}
