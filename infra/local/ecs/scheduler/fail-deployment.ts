import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { emitDeploymentStateChange } from '../events/emit-deployment-state-change.ts';

/** Ends a deployment as FAILED, and says so to EventBridge. */
export function failDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  reason: string,
): void {
  const now = world.time.now();
  deployment.rolloutState = 'FAILED';
  deployment.rolloutStateReason = reason;
  deployment.updatedAt = now;
  deployment.finishedAt = now;
  emitDeploymentStateChange(world, service, deployment);
}
