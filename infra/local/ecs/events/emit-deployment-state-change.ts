import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';

const eventTypes = { IN_PROGRESS: 'INFO', COMPLETED: 'INFO', FAILED: 'ERROR' } as const;

/** `ECS Deployment State Change`, of ECS's own deployments only: the reason is the deployment's own, the cluster only part of `resources`. */
export function emitDeploymentStateChange(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
): void {
  if (service.deploymentController.type !== 'ECS') return;
  world.emit({
    'detail-type': 'ECS Deployment State Change',
    resources: [service.arn],
    detail: {
      eventType: eventTypes[deployment.rolloutState],
      eventName: `SERVICE_DEPLOYMENT_${deployment.rolloutState}`,
      deploymentId: deployment.id,
      updatedAt: new Date(deployment.updatedAt),
      reason: deployment.rolloutStateReason,
    },
  });
}
