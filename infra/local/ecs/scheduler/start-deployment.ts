import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import { emitDeploymentStateChange } from '../events/emit-deployment-state-change.ts';

const history = 100;

/**
 * Begins a deployment of the service's present settings with this task definition; the one before it becomes ACTIVE until its
 * tasks are gone.
 */
export function startDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  taskDefinition: TaskDefinitionEntity,
): DeploymentEntity {
  const { ids, arns } = world;
  const { settings, clusterName, name } = service;
  const now = world.time.now();
  const id = `ecs-svc/${ids.digits(19)}`;
  const deployment: DeploymentEntity = {
    id,
    serviceDeploymentArn: arns.serviceDeployment(clusterName, name, ids.hex(21)),
    taskDefinition,
    revision: {
      arn: arns.serviceRevision(clusterName, name, ids.digits(19)),
      taskDefinitionArn: taskDefinition.arn,
      launchType: settings.launchType,
      capacityProviderStrategy: settings.capacityProviderStrategy,
      platformVersion: settings.platformVersion === 'LATEST' ? '1.4.0' : settings.platformVersion,
      networkConfiguration: settings.networkConfiguration,
      loadBalancers: settings.loadBalancers,
      createdAt: now,
      containerImages: taskDefinition.containers.map(({ name: containerName, image }) => ({
        containerName,
        image,
        imageDigest: world.digestOf(image),
      })),
    },
    sourceRevisionArns: service.deployments
      .filter(({ status }) => status !== 'INACTIVE')
      .map(({ revision }) => revision.arn),
    createdAt: now,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    updatedAt: now,
    finishedAt: undefined,
    rollback: undefined,
  };
  for (const older of service.deployments) {
    if (older.status !== 'PRIMARY') continue;
    older.status = 'ACTIVE';
    older.updatedAt = now;
  }
  service.deployments = [deployment, ...service.deployments].slice(0, history);
  service.isSteady = false;
  emitDeploymentStateChange(world, service, deployment);
  return deployment;
}
